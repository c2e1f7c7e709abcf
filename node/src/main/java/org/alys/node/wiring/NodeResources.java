package org.alys.node.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.AskException;
import org.alys.actor.health.Monitored;
import org.alys.actor.resource.MailboxResources;
import org.alys.actor.resource.ResourceEvent;
import org.alys.actor.resource.ResourceGauge;
import org.alys.actor.resource.ResourceMessage;
import org.alys.actor.resource.ResourceSource;
import org.alys.actor.resource.ResourceWatch;
import org.alys.actor.supervision.DomainPolicies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches processor, memory, disk and the actors' mailboxes, and tells the operator when one of them is used too far. */
final class NodeResources {
    private static final Logger LOG = LoggerFactory.getLogger(NodeResources.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorRef<ResourceMessage> watch;

    private NodeResources(ActorRef<ResourceMessage> watch) {
        this.watch = watch;
    }

    /** Begins to watch over what the process uses and all actors that are in the tree. */
    static NodeResources watch(ActorSystem system, NodeTree tree, ResourceSource... process) {
        Map<String, ActorRef<?>> actors =
                tree.monitored().stream().collect(Collectors.toMap(Monitored::name, Monitored::ref));
        List<ResourceSource> sources = new ArrayList<>(List.of(process));
        sources.add(new MailboxResources(actors));
        ResourceWatch.Settings settings =
                ResourceWatch.Settings.standard(tree.overload()).withListener(NodeResources::tell);
        return new NodeResources(system.spawn(
                "resources",
                () -> new ResourceWatch(settings, sources),
                ActorOptions.DEFAULTS.withSupervision(DomainPolicies.observation())));
    }

    private static void tell(ResourceEvent event) {
        long percent = Math.round(event.use() * 100);
        switch (event.to()) {
            case ERROR ->
                LOG.error(
                        "SYS006 {} is used to {} %. Until that is over, repeated restarts wait.",
                        event.resource(), percent);
            case WARNING -> LOG.warn("SYS006 {} is used to {} %", event.resource(), percent);
            case NORMAL -> LOG.info("SYS006 {} is used to {} % again", event.resource(), percent);
        }
    }

    /** All gauges, by resource. Waits for the watch for two seconds at most; none if it does not answer. */
    Map<String, ResourceGauge> gauges() {
        try {
            return watch.ask(ResourceMessage.GetGauges::new, PATIENCE);
        } catch (AskException e) {
            LOG.debug("no gauges: {}", e.reason().describe());
            return Map.of();
        }
    }
}
