package org.alys.actor.registry;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.alys.actor.Priority;
import org.alys.actor.supervision.FederationGate;

/** Finds actors of a registry by what they do on a chain, which their tags tell. */
public final class Discovery {
    public static final String CONSENSUS = "consensus";

    public static final String BLOCK_PRODUCTION = "block-production";
    public static final String VALIDATION = "validation";
    public static final String FEDERATION = "federation";
    public static final String GOVERNANCE = "governance";

    private final ActorRegistry registry;

    Discovery(ActorRegistry registry) {
        this.registry = registry;
    }

    /** Active actors that consensus needs. */
    public List<Registration> consensusCritical() {
        return registry.find(
                ActorQuery.ANY.withAllTags(CONSENSUS).at(Priority.CRITICAL).in(RegistryState.ACTIVE));
    }

    /** Active and healthy actors that can make blocks. */
    public List<Registration> blockProducers() {
        return registry.find(ActorQuery.ANY
                .withAllTags(BLOCK_PRODUCTION)
                .in(RegistryState.ACTIVE)
                .withHealth(RegistryHealth.HEALTHY));
    }

    /** Actors that take part in validation, in the order in which they depend on each other. */
    public List<Registration> validatorChain() {
        Set<String> validators = registry.find(ActorQuery.ANY.withAllTags(VALIDATION)).stream()
                .map(Registration::name)
                .collect(Collectors.toSet());
        return registry.startOrder().stream()
                .filter(validators::contains)
                .flatMap(name -> registry.find(name).stream())
                .toList();
    }

    /**
     * The members of the federation at this moment.
     *
     * @param total members registered
     * @param healthy members active and healthy; one whose actor is failed, paused or ending at this moment is not
     * @param consensusCapable healthy members that also take part in consensus
     * @param thresholdMet whether enough are healthy
     */
    public record FederationSummary(int total, int healthy, int consensusCapable, boolean thresholdMet) {}

    /** Whether it is healthy by its entry, and not down at this very moment, of which the entry will tell later. */
    private static boolean isHealthy(Registration entry) {
        boolean up = switch (entry.ref().state()) {
            case CREATED, STARTING, RUNNING -> true;
            case PAUSED, FAILED, RESTARTING, STOPPING, STOPPED -> false;
        };
        return up && entry.state() == RegistryState.ACTIVE && entry.health() == RegistryHealth.HEALTHY;
    }

    public FederationSummary federation(FederationGate gate) {
        List<Registration> members = registry.find(ActorQuery.ANY.withAllTags(FEDERATION));
        List<Registration> healthy =
                members.stream().filter(Discovery::isHealthy).toList();
        int capable = (int) healthy.stream()
                .filter(entry -> entry.tags().contains(CONSENSUS))
                .count();
        return new FederationSummary(members.size(), healthy.size(), capable, healthy.size() >= gate.threshold());
    }

    /** Active actors of the governance that have the task, such as {@code proposals}, {@code tally} or {@code validation}. */
    public List<Registration> governance(String task) {
        return registry.find(ActorQuery.ANY.withAllTags(GOVERNANCE, task).in(RegistryState.ACTIVE));
    }
}
