package org.alys.node.wiring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.AskException;
import org.alys.actor.diagnosis.Diagnosis;
import org.alys.actor.health.Monitored;
import org.alys.actor.registry.ActorRegistry;
import org.alys.actor.registry.Discovery;
import org.alys.actor.registry.Registration;
import org.alys.actor.registry.RegistryRefusal;
import org.alys.actor.registry.RegistryState;
import org.alys.actor.resource.Overload;
import org.alys.actor.supervision.BlockAlignment;
import org.alys.actor.supervision.BlockClock;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.FailureRecord;
import org.alys.actor.supervision.Guidance;
import org.alys.actor.supervision.PatientRestarts;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionLog;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.supervisor.ChildSpec;
import org.alys.actor.supervisor.Supervisor;
import org.alys.actor.supervisor.SupervisorMessage;
import org.alys.node.http.SupervisionView;

/**
 * The node's actors: a supervisor for each domain, and below it the domain's actors. An actor restarts in its place and keeps
 * its address and its mailbox. A supervisor does not restart: when its group fails too often, restarting does not help, and the
 * node stops rather than sign with parts that do not work. So every address holds as long as the node runs.
 */
public final class NodeTree {
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration SLOT_BUFFER = Duration.ofMillis(500);
    private static final Duration RESTART_LOOK = Duration.ofSeconds(1);
    private static final Duration RESTART_PATIENCE = Duration.ofSeconds(30);
    /** A restart helped if its actor did not fail again for so long. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final int FAILURES_SHOWN = 50;
    private static final SupervisionPolicy NO_RESTART =
            new SupervisionPolicy(new RestartStrategy.Immediate(), 0, Duration.ofMinutes(1));

    private final ActorSystem system;
    private final BlockAlignment slots;
    private final ActorRegistry registry;
    private final Overload overload = new Overload();
    private final SupervisionLog failures = SupervisionLog.standard();
    private final Map<Domain, ActorRef<SupervisorMessage>> supervisors = new EnumMap<>(Domain.class);
    private final List<Monitored<?>> monitored = new ArrayList<>();

    private NodeTree(ActorSystem system, BlockClock slots) {
        this.system = system;
        this.slots = new BlockAlignment(slots, SLOT_BUFFER);
        this.registry = new ActorRegistry(system.time(), ActorRegistry.STANDARD_CAPACITY);
    }

    /** Starts the system with the supervisors of all domains, still without children. */
    public static NodeTree start(ActorSystem system, BlockClock slots) {
        NodeTree tree = new NodeTree(system, slots);
        for (Domain domain : Domain.values()) {
            String[] before = domain.reliesOn().stream().map(Domain::supervisor).toArray(String[]::new);
            tree.supervisors.put(
                    domain,
                    system.spawn(
                            domain.supervisor(),
                            Supervisor.of(domain.strategy(), domain.limit(), List.of()),
                            ActorOptions.DEFAULTS.withSupervision(NO_RESTART).withDependencies(before)));
        }
        system.start();
        return tree;
    }

    /**
     * Adds an actor and returns when it works.
     *
     * @throws StartException SYS001 when it does not come to work
     * @throws IllegalArgumentException when its name is taken, or an actor that it depends on is not there
     */
    public <M> ActorRef<M> add(NodeActor<M> actor) {
        if (registry.find(actor.name()).isPresent()) {
            throw new IllegalArgumentException("there is an actor " + actor.name() + " already");
        }
        actor.dependsOn().stream().filter(name -> registry.find(name).isEmpty()).forEach(missing -> {
            throw new IllegalArgumentException(actor.name() + " depends on " + missing + ", which is not there");
        });
        try {
            ActorRef<M> ref = spawn(actor);
            require(registry.register(Registration.of(
                            actor.name(),
                            ref,
                            actor.type(),
                            actor.priority(),
                            system.time().now())
                    .withTags(actor.tags())
                    .withDependencies(actor.dependsOn())));
            ref.ask(actor.ping(), START_PATIENCE);
            require(registry.moveTo(actor.name(), RegistryState.ACTIVE));
            monitored.add(new Monitored<>(
                    actor.name(),
                    ref,
                    actor.ping(),
                    actor.priority(),
                    actor.tags().contains(Discovery.FEDERATION)));
            return ref;
        } catch (AskException e) {
            String reason = system.failure()
                    .map(FailedStore::describe)
                    .orElseGet(() -> e.reason().describe());
            throw new StartException("SYS001", "the actor " + actor.name() + " does not start: " + reason);
        }
    }

    @SuppressWarnings("unchecked") // The supervisor made it by this specification.
    private <M> ActorRef<M> spawn(NodeActor<M> actor) {
        ChildSpec<M> spec =
                ChildSpec.of(actor.name(), actor.factory(), options(actor)).withPriority(actor.priority());
        return (ActorRef<M>) supervisor(actor.domain())
                .<ActorRef<?>>ask(reply -> new SupervisorMessage.AddChild(spec, reply), START_PATIENCE);
    }

    /** The way of an actor's domain or its own, and every decision written down. */
    private ActorOptions options(NodeActor<?> actor) {
        ActorOptions usual = actor.options(actor.domain().policy(slots));
        return usual.withSupervision(usual.supervision().withGuidance(guidance(actor.domain())));
    }

    /** Nothing holds up what consensus waits for; the others wait for calm, and longer when failures spread. None restarts when a store failed. */
    private Guidance guidance(Domain domain) {
        Guidance usual = domain.isUrgent()
                ? this::writeDown
                : new PatientRestarts(overload::now, RESTART_LOOK, RESTART_PATIENCE, actor -> false, failures);
        return new FailedStore(usual);
    }

    private Decision writeDown(String actor, Failure failure, Decision proposed, Instant now) {
        failures.record(actor, failure, proposed, now);
        return proposed;
    }

    /** How actors failed, and what was decided. */
    SupervisionView supervision() {
        Instant now = system.time().now();
        List<FailureRecord> history = failures.latest();
        List<Diagnosis> latest = history.stream()
                .skip(Math.max(0, history.size() - FAILURES_SHOWN))
                .map(failed -> Diagnosis.of(failed, history, registry, QUIET, now))
                .toList();
        return new SupervisionView(latest, failures.patterns(now), failures.statistics(now));
    }

    private ActorRef<SupervisorMessage> supervisor(Domain domain) {
        return Optional.ofNullable(supervisors.get(domain)).orElseThrow();
    }

    private static void require(Optional<RegistryRefusal> refused) {
        refused.ifPresent(reason -> {
            throw new IllegalStateException("the registry refuses: " + reason);
        });
    }

    /** Finds the actors by name, tag, priority or dependency. */
    public ActorRegistry registry() {
        return registry;
    }

    /** Whether the process has more to do than it can; then repeated restarts of what is not urgent wait. */
    Overload overload() {
        return overload;
    }

    /** What a health monitor watches over: all actors that were added. */
    List<Monitored<?>> monitored() {
        return List.copyOf(monitored);
    }
}
