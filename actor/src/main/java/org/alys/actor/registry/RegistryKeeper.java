package org.alys.actor.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.SendOptions;
import org.alys.actor.Terminated;
import org.alys.actor.health.HealthEvent;
import org.alys.actor.health.HealthMessage;
import org.alys.actor.health.HealthMonitor;
import org.alys.actor.health.HealthSettings;
import org.alys.actor.health.HealthState;
import org.alys.actor.health.Monitored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a registry true: what it registers is checked by a health monitor of its own, becomes active when it proves healthy,
 * has its health in its entry, and is taken out when its actor is over. What others still depend on stays as terminated
 * until they are gone or the name is registered again.
 */
public final class RegistryKeeper implements Actor<KeeperMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryKeeper.class);

    /**
     * How it works.
     *
     * @param readyWithin an actor that is not healthy by then is not registered, more than zero
     * @param cleanUpEvery time between two rounds of maintenance, more than zero
     * @param inactiveAfter an entry that has not changed for so long is logged, more than zero
     * @param health how actors are checked; its listener hears everything too
     */
    public record Settings(Duration readyWithin, Duration cleanUpEvery, Duration inactiveAfter, HealthSettings health) {
        /** 30 s to be ready, maintenance every 300 s, inactive after 3,600 s. */
        public static final Settings STANDARD = new Settings(
                Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1), HealthSettings.STANDARD);

        public Settings {
            if (!readyWithin.isPositive() || !cleanUpEvery.isPositive() || !inactiveAfter.isPositive()) {
                throw new IllegalArgumentException("every time of a registry keeper must be positive");
            }
        }
    }

    private final ActorRegistry registry;
    private final Settings settings;
    private final HealthMonitor.Actions actions;
    private final Map<String, Monitored<?>> kept;
    /** Those of them that have not proved healthy yet, and who wants to know. */
    private final Map<String, Reply<Optional<RegistryRefusal>>> registering;

    private final AwaitedAddresses awaited;
    private Optional<ActorRef<HealthMessage>> monitor = Optional.empty();

    private RegistryKeeper(
            ActorRegistry registry,
            Settings settings,
            HealthMonitor.Actions actions,
            Map<String, Monitored<?>> kept,
            Map<String, Reply<Optional<RegistryRefusal>>> registering) {
        this.registry = registry;
        this.settings = settings;
        this.actions = actions;
        this.kept = kept;
        this.registering = registering;
        this.awaited = new AwaitedAddresses(registry);
    }

    /**
     * A keeper, which after a restart goes on with what it kept. One factory is for one keeper.
     *
     * @param actions what is done about actors that are unhealthy
     */
    public static ActorFactory<KeeperMessage> of(
            ActorRegistry registry, Settings settings, HealthMonitor.Actions actions) {
        Map<String, Monitored<?>> kept = new ConcurrentHashMap<>();
        Map<String, Reply<Optional<RegistryRefusal>>> registering = new ConcurrentHashMap<>();
        return () -> new RegistryKeeper(registry, settings, actions, kept, registering);
    }

    @Override
    public void started(ActorContext<KeeperMessage> context) {
        ActorRef<KeeperMessage> self = context.self();
        HealthSettings heard = settings.health().withListener(event -> {
            settings.health().listener().accept(event);
            self.tell(new KeeperMessage.HealthSeen(event), SendOptions.at(Priority.HIGH));
        });
        monitor = Optional.of(context.spawn(
                "health",
                () -> new HealthMonitor(heard, actions, List.copyOf(kept.values())),
                ActorOptions.DEFAULTS.withMailbox(4096, new Overflow.Reject())));
        kept.forEach((name, actor) -> goOn(actor, context));
        context.timers().periodic("clean up", settings.cleanUpEvery(), new KeeperMessage.CleanUp());
    }

    /** Keeps what the incarnation before kept; what had not proved healthy by then has as long again. */
    private void goOn(Monitored<?> actor, ActorContext<KeeperMessage> context) {
        watch(actor, context);
        if (registering.containsKey(actor.name())) {
            giveTime(actor.name(), context);
        }
    }

    private void giveTime(String name, ActorContext<KeeperMessage> context) {
        context.timers().single(lateTimer(name), settings.readyWithin(), new KeeperMessage.Late(name));
    }

    /** The key of its timer; entries may have any name, also that of another timer. */
    private static String lateTimer(String name) {
        return "late " + name;
    }

    private static void watch(Monitored<?> actor, ActorContext<KeeperMessage> context) {
        String name = actor.name();
        context.watch(actor.ref(), how -> new KeeperMessage.Ended(name, how));
    }

    @Override
    public void receive(KeeperMessage message, ActorContext<KeeperMessage> context) {
        switch (message) {
            case KeeperMessage.Register request -> register(request, context);
            case KeeperMessage.Unregister(String name, var reply) -> reply.success(unregister(name, context));
            case KeeperMessage.Await<?> request ->
                awaited.add(request, context.time().now());
            case KeeperMessage.GetHealth(var reply) -> tellMonitor(new HealthMessage.GetReport(reply));
            case KeeperMessage.HealthSeen(HealthEvent event) -> seen(event, context);
            case KeeperMessage.Late(String name) -> late(name, context);
            case KeeperMessage.Ended(String name, Terminated how) -> ended(name, how, context);
            case KeeperMessage.CleanUp() -> cleanUp(context.time().now());
        }
    }

    private void tellMonitor(HealthMessage message) {
        monitor.ifPresent(actor -> actor.tell(message));
    }

    private void register(KeeperMessage.Register request, ActorContext<KeeperMessage> context) {
        String name = request.entry().name();
        Optional<RegistryRefusal> refusal = registry.register(request.entry());
        if (refusal.isPresent()) {
            request.reply().success(refusal);
            return;
        }
        kept.put(name, request.actor());
        registering.put(name, request.reply());
        giveTime(name, context);
        watch(request.actor(), context);
        tellMonitor(new HealthMessage.Watch(request.actor()));
    }

    private Optional<RegistryRefusal> unregister(String name, ActorContext<KeeperMessage> context) {
        Optional<RegistryRefusal> refusal = registry.unregister(name);
        if (refusal.isEmpty()) {
            letGo(name, context);
            answer(name, Optional.of(new RegistryRefusal.Unknown(name)));
        }
        return refusal;
    }

    private void letGo(String name, ActorContext<KeeperMessage> context) {
        Monitored<?> gone = kept.remove(name);
        if (gone != null) {
            context.unwatch(gone.ref());
            context.timers().cancel(lateTimer(name));
            tellMonitor(new HealthMessage.Unwatch(name));
        }
    }

    private void answer(String name, Optional<RegistryRefusal> outcome) {
        Reply<Optional<RegistryRefusal>> reply = registering.remove(name);
        if (reply != null) {
            reply.success(outcome);
        }
    }

    private void seen(HealthEvent event, ActorContext<KeeperMessage> context) {
        switch (event) {
            case HealthEvent.Changed(Instant at, String name, HealthState from, HealthState to) -> {
                if (kept.containsKey(name)) {
                    changed(name, to, context);
                }
            }
            case HealthEvent.Escalated(Instant at, String name) -> {
                if (kept.containsKey(name)) {
                    registry.setHealth(name, RegistryHealth.CRITICAL);
                    moveIfAllowed(name, RegistryState.FAILED);
                }
            }
            case HealthEvent.RecoveryStarted started -> {}
            case HealthEvent.Over over -> {}
            case HealthEvent.ScoreLow low -> {}
            case HealthEvent.ScoreRestored restored -> {}
            case HealthEvent.ConsensusHalted halted -> {}
            case HealthEvent.ConsensusReady ready -> {}
        }
    }

    private void changed(String name, HealthState to, ActorContext<KeeperMessage> context) {
        RegistryHealth health = RegistryHealth.of(to);
        registry.setHealth(name, health);
        if (health == RegistryHealth.HEALTHY && moveIfAllowed(name, RegistryState.ACTIVE)) {
            context.timers().cancel(lateTimer(name));
            answer(name, Optional.empty());
            awaited.active(name);
        }
    }

    /** True if it is in that state now. */
    private boolean moveIfAllowed(String name, RegistryState next) {
        return registry.find(name)
                .filter(entry -> entry.state().canMoveTo(next))
                .map(entry -> registry.moveTo(name, next).isEmpty())
                .orElse(false);
    }

    private void late(String name, ActorContext<KeeperMessage> context) {
        if (registering.containsKey(name)) {
            LOG.warn("{} was not healthy in time and is not registered", name);
            remove(name, context);
            answer(name, Optional.of(new RegistryRefusal.NotReady(name)));
        }
    }

    private void ended(String name, Terminated how, ActorContext<KeeperMessage> context) {
        LOG.info("{} is over and leaves the registry", how.actor());
        if (how.failure().isPresent()) {
            moveIfAllowed(name, RegistryState.FAILED);
        }
        remove(name, context);
        answer(name, Optional.of(new RegistryRefusal.NotReady(name)));
    }

    /** Terminates the entry and takes it out, now or when nothing depends on it any more. */
    private void remove(String name, ActorContext<KeeperMessage> context) {
        letGo(name, context);
        if (!moveIfAllowed(name, RegistryState.SHUTTING_DOWN)) {
            moveIfAllowed(name, RegistryState.FAILED);
        }
        moveIfAllowed(name, RegistryState.TERMINATED);
        registry.unregister(name).ifPresent(refusal -> LOG.info("{} stays as terminated: {}", name, refusal.code()));
    }

    private void cleanUp(Instant now) {
        awaited.giveUpAfter(settings.inactiveAfter(), now);
        ActorRegistry.Maintenance done = registry.maintain(settings.inactiveAfter());
        if (!done.inactive().isEmpty()) {
            LOG.info("no change for {} in {}", settings.inactiveAfter(), done.inactive());
        }
        if (!done.repaired().isEmpty()) {
            LOG.error("indexes of the registry were wrong and have been made anew: {}", done.repaired());
        }
    }
}
