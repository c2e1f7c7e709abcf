package org.alys.actor;

import java.util.List;
import java.util.Set;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;

/**
 * How one actor is run. Immutable; begin with {@link #DEFAULTS} and change what differs.
 *
 * @param mailboxCapacity messages that may wait, 4 to 2^24; rounded up to a power of two
 * @param overflow what a full mailbox does
 * @param supervision what happens when it fails
 * @param redeliveries how often a message the actor failed over is tried again after a restart, 0 to 100; with 0 it is
 *     dropped and reported
 * @param mode what it runs on
 * @param stashCapacity messages it may stash, 0 to 2^24
 * @param dependsOn names of top-level actors that must run before this one starts and stop after it; only for top-level
 *     actors, at most {@value #MAX_DEPENDENCIES}
 */
public record ActorOptions(
        int mailboxCapacity,
        Overflow overflow,
        SupervisionPolicy supervision,
        int redeliveries,
        ExecutionMode mode,
        int stashCapacity,
        Set<String> dependsOn) {
    public static final int MAX_DEPENDENCIES = 50;

    /** Room for 1,024 messages, more are refused; exponential restart, at most 5 in 60 seconds; no redelivery. */
    public static final ActorOptions DEFAULTS = new ActorOptions(
            1024, new Overflow.Reject(), SupervisionPolicy.STANDARD, 0, ExecutionMode.DIRECT, 1024, Set.of());

    public ActorOptions {
        if (mailboxCapacity < 4 || mailboxCapacity > 1 << 24) {
            throw new IllegalArgumentException("mailbox capacity outside 4 to 2^24: " + mailboxCapacity);
        }
        if (redeliveries < 0 || redeliveries > 100) {
            throw new IllegalArgumentException("redeliveries outside 0 to 100: " + redeliveries);
        }
        if (dependsOn.size() > MAX_DEPENDENCIES) {
            throw new IllegalArgumentException("more than " + MAX_DEPENDENCIES + " dependencies: " + dependsOn.size());
        }
        if (stashCapacity < 0 || stashCapacity > 1 << 24) {
            throw new IllegalArgumentException("stash capacity outside 0 to 2^24: " + stashCapacity);
        }
        mailboxCapacity = Integer.highestOneBit(mailboxCapacity - 1) << 1;
        dependsOn = Set.copyOf(dependsOn);
    }

    public ActorOptions withMailbox(int capacity, Overflow whenFull) {
        return new ActorOptions(capacity, whenFull, supervision, redeliveries, mode, stashCapacity, dependsOn);
    }

    public ActorOptions withSupervision(SupervisionPolicy policy) {
        return new ActorOptions(mailboxCapacity, overflow, policy, redeliveries, mode, stashCapacity, dependsOn);
    }

    /** Keeps the usual limit of 5 restarts in 60 seconds. */
    public ActorOptions withRestart(RestartStrategy strategy) {
        return withSupervision(SupervisionPolicy.of(strategy));
    }

    public ActorOptions withRedeliveries(int tries) {
        return new ActorOptions(mailboxCapacity, overflow, supervision, tries, mode, stashCapacity, dependsOn);
    }

    public ActorOptions withMode(ExecutionMode execution) {
        return new ActorOptions(
                mailboxCapacity, overflow, supervision, redeliveries, execution, stashCapacity, dependsOn);
    }

    public ActorOptions withStash(int capacity) {
        return new ActorOptions(mailboxCapacity, overflow, supervision, redeliveries, mode, capacity, dependsOn);
    }

    public ActorOptions withDependencies(String... names) {
        return new ActorOptions(
                mailboxCapacity, overflow, supervision, redeliveries, mode, stashCapacity, Set.copyOf(List.of(names)));
    }
}
