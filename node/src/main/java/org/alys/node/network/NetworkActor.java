package org.alys.node.network;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches whether this node is still connected with enough others, and lets the link put what it knows of peers into effect. */
public final class NetworkActor implements Actor<NetworkMessage> {
    /** Longer than a member takes to restart. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(NetworkActor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final FederationLink link;
    private final Need need;
    private final InstantSource clock;
    private final Consumer<NetworkEvent> events;
    private Optional<Instant> shortSince;
    private boolean partitioned;

    /**
     * What it takes not to be cut off.
     *
     * @param member whether this node is a member
     * @param others how many it must reach: other members if it is one, else any nodes
     */
    public record Need(boolean member, int others) {
        /** A member needs the votes of a threshold, its own among them; any other node needs somebody to hear. */
        public static Need of(boolean member, int threshold, int members) {
            return new Need(member, member ? threshold - 1 : Math.min(1, members));
        }
    }

    /** Begins as if everything were well until now. */
    public NetworkActor(FederationLink link, Need need, InstantSource clock, Consumer<NetworkEvent> events) {
        this.link = link;
        this.need = need;
        this.clock = clock;
        this.events = events;
        this.shortSince = Optional.empty();
    }

    @Override
    public void started(ActorContext<NetworkMessage> context) {
        context.timers().single("look", INTERVAL, new NetworkMessage.Look());
    }

    @Override
    public void receive(NetworkMessage message, ActorContext<NetworkMessage> context) {
        switch (message) {
            case NetworkMessage.Look() -> {
                context.timers().single("look", INTERVAL, new NetworkMessage.Look());
                look();
                link.tend();
            }
            case NetworkMessage.GetNetworkStatus(var reply) ->
                reply.success(new NetworkStatus(
                        link.reachableMembers(), link.connectedNodes(), partitioned ? shortSince : Optional.empty()));
            case NetworkMessage.Ping(var reply) -> reply.success(true);
        }
    }

    private void look() {
        Instant now = clock.instant();
        int reachable = need.member() ? link.reachableMembers().orElse(need.others()) : link.connectedNodes();
        if (reachable >= need.others()) {
            Optional<Instant> since = shortSince;
            shortSince = Optional.empty();
            if (partitioned) {
                partitioned = false;
                tell(new NetworkEvent.Reunited(Duration.between(since.orElse(now), now)));
            }
            return;
        }
        Instant since = shortSince.orElse(now);
        shortSince = Optional.of(since);
        Duration lasting = Duration.between(since, now);
        if (!partitioned && lasting.compareTo(PATIENCE) >= 0) {
            partitioned = true;
            tell(new NetworkEvent.Partitioned(reachable, need.others(), lasting));
        }
    }

    private void tell(NetworkEvent event) {
        LOG.warn("{} {}", event.code(), event.describe());
        events.accept(event);
    }
}
