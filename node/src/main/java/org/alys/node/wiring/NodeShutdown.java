package org.alys.node.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.registry.Registration;
import org.alys.actor.shutdown.ShutdownCoordinator;
import org.alys.actor.shutdown.ShutdownLimits;
import org.alys.actor.shutdown.ShutdownPlan;
import org.alys.actor.shutdown.ShutdownProgress;
import org.alys.actor.shutdown.ShutdownReport;
import org.alys.actor.shutdown.ShutdownStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the node's actors down, each before those it depends on, after whatever lets new work in is closed. Beyond its limits it
 * interrupts what is left, so that a node stops within ten seconds. What the actors used is closed by others afterwards.
 */
final class NodeShutdown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeShutdown.class);
    private static final ShutdownLimits LIMITS = new ShutdownLimits(
            Duration.ofSeconds(7),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(1));

    private final ActorSystem system;
    private final NodeTree tree;
    private final ShutdownLimits limits;
    private final List<ShutdownStep> doors = new ArrayList<>();

    NodeShutdown(ActorSystem system, NodeTree tree) {
        this(system, tree, LIMITS);
    }

    NodeShutdown(ActorSystem system, NodeTree tree, ShutdownLimits limits) {
        this.system = system;
        this.tree = tree;
        this.limits = limits;
    }

    /** Something that lets new work in. It is closed before any actor stops, in the order told, all within two seconds. */
    synchronized void closeFirst(String name, ShutdownStep.Work close) {
        doors.add(new ShutdownStep(name, Priority.NORMAL, false, close));
    }

    @Override
    public synchronized void close() {
        run();
    }

    ShutdownReport run() {
        List<Registration> actors = tree.registry().all();
        ShutdownPlan plan = ShutdownPlan.of(actors.stream()
                .map(actor -> new ShutdownPlan.Member(actor.name(), actor.priority(), actor.dependsOn()))
                .toList());
        Map<String, ActorRef<?>> refs =
                actors.stream().collect(Collectors.toMap(Registration::name, Registration::ref));
        ShutdownReport report =
                new ShutdownCoordinator(system, plan, refs, doors, List.of(), limits, NodeShutdown::tell).run();
        if (report.graceful()) {
            LOG.info("SYS005 stopped in {} ms: {}", report.took().toMillis(), report.stopped());
        } else {
            LOG.warn(
                    "SYS005 stopped in {} ms, not in order: forced {}, late {}, failed {}, interrupted {}, left {}",
                    report.took().toMillis(),
                    report.forced(),
                    report.late(),
                    report.failedSteps(),
                    report.system().interrupted(),
                    report.system().unresponsive());
        }
        return report;
    }

    private static void tell(ShutdownProgress now) {
        LOG.info(
                "SYS005 stopping, {} %: {}, {} of {} actors, at most {} ms more",
                now.percent(),
                now.phase(),
                now.stopped(),
                now.actors(),
                now.remaining().toMillis());
    }
}
