package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.node.network.FederationLink;
import org.alys.node.network.Misconduct;
import org.alys.node.network.NetworkActor;
import org.alys.node.network.NetworkEvent;
import org.alys.node.network.NetworkMessage;
import org.alys.node.network.NetworkStatus;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.ServedChain;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node notices that it is cut off, and that it is so no more. */
class PartitionTest {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final NetworkActor.Need TWO_OTHERS = NetworkActor.Need.of(true, 3, 5);

    private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_700_000_000));
    private final ActorSystem system =
            ActorSystem.named("partition").time(clock).scheduler(clock).build();
    private final List<NetworkEvent> events = new CopyOnWriteArrayList<>();
    private final Wire wire = new Wire();

    @AfterEach
    void stop() {
        system.stop(Duration.ofSeconds(10));
    }

    private ActorRef<NetworkMessage> start(NetworkActor.Need need) {
        ActorRef<NetworkMessage> network =
                system.spawn("network", () -> new NetworkActor(wire, need, clock, events::add), ActorOptions.DEFAULTS);
        system.start();
        status(network);
        return network;
    }

    private static NetworkStatus status(ActorRef<NetworkMessage> network) {
        return network.askAsync(NetworkMessage.GetNetworkStatus::new, PATIENCE).join();
    }

    private void seconds(ActorRef<NetworkMessage> network, int count) {
        for (int i = 0; i < count; i++) {
            clock.advanceTo(clock.instant().plusSeconds(1));
            clock.runDue();
            status(network);
        }
    }

    @Test
    void tooFewMembersForLongEnoughIsAPartitionAndIsToldOnce() {
        ActorRef<NetworkMessage> network = start(TWO_OTHERS);
        wire.members = 1;
        seconds(network, 19);
        assertThat(events).isEmpty();
        assertThat(status(network).partitionedSince()).isEmpty();
        seconds(network, 30);
        assertThat(events).containsExactly(new NetworkEvent.Partitioned(1, 2, NetworkActor.PATIENCE));
        assertThat(status(network).partitionedSince()).isPresent();
    }

    @Test
    void theEndOfAPartitionIsToldWithItsLength() {
        ActorRef<NetworkMessage> network = start(TWO_OTHERS);
        wire.members = 0;
        seconds(network, 40);
        wire.members = 2;
        seconds(network, 2);
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        NetworkEvent.Reunited.class,
                        reunited ->
                                assertThat(reunited.after()).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(41)));
        assertThat(status(network).partitionedSince()).isEmpty();
    }

    @Test
    void aShortGapIsNone() {
        ActorRef<NetworkMessage> network = start(TWO_OTHERS);
        for (int i = 0; i < 5; i++) {
            wire.members = 1;
            seconds(network, 15);
            wire.members = 2;
            seconds(network, 2);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void aNodeThatIsNoMemberNeedsAnybody() {
        ActorRef<NetworkMessage> network = start(NetworkActor.Need.of(false, 3, 5));
        wire.nodes = 1;
        seconds(network, 40);
        assertThat(events).isEmpty();
        wire.nodes = 0;
        seconds(network, 40);
        assertThat(events).singleElement().isInstanceOf(NetworkEvent.Partitioned.class);
    }

    @Test
    void aFederationOfOneIsNeverCutOff() {
        ActorRef<NetworkMessage> network = start(NetworkActor.Need.of(true, 1, 1));
        seconds(network, 60);
        assertThat(events).isEmpty();
    }

    @Test
    void theLinkIsTendedEverySecond() {
        ActorRef<NetworkMessage> network = start(TWO_OTHERS);
        seconds(network, 7);
        assertThat(wire.tended).isBetween(6, 7);
    }

    /** A link that reaches as many as the test says. */
    private static final class Wire implements FederationLink {
        private volatile int members;
        private volatile int nodes;
        private volatile int tended;

        @Override
        public void broadcast(PeerMessage message) {}

        @Override
        public void join(Bytes32 genesisRoot, Inbox inbox) {}

        @Override
        public PeerRequests requests() {
            throw new UnsupportedOperationException("nobody asks here");
        }

        @Override
        public void serve(ServedChain chain) {}

        @Override
        public void report(int member, Misconduct misconduct) {}

        @Override
        public OptionalInt reachableMembers() {
            return OptionalInt.of(members);
        }

        @Override
        public int connectedNodes() {
            return nodes;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // only the actor's thread writes
        public void tend() {
            tended++;
        }

        @Override
        public void close() {}
    }
}
