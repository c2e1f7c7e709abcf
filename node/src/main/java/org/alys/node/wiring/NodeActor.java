package org.alys.node.wiring;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.supervision.SupervisionPolicy;

/**
 * One actor of the node, and its place in the tree.
 *
 * @param domain whose supervisor answers for it
 * @param name unique in the node; also in metrics and in {@code /health}
 * @param type of its messages
 * @param factory makes its incarnations
 * @param ping a message that it answers with true as soon as it handles it
 * @param priority how often it is checked, what it counts for in health, and how late it stops; messages have their own
 * @param tags for discovery in the registry
 * @param dependsOn names of actors that must run before it and stop after it
 * @param restart how its failures are answered; the domain's way unless given
 * @param mailbox messages of one priority that may wait; then senders wait for up to five seconds
 * @param <M> the messages it understands
 */
public record NodeActor<M>(
        Domain domain,
        String name,
        Class<M> type,
        ActorFactory<M> factory,
        Function<Reply<Boolean>, M> ping,
        Priority priority,
        Set<String> tags,
        Set<String> dependsOn,
        Optional<SupervisionPolicy> restart,
        int mailbox) {
    private static final int MAILBOX = 4096;
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(5);

    public NodeActor {
        tags = Set.copyOf(tags);
        dependsOn = Set.copyOf(dependsOn);
    }

    /** An actor of normal priority that depends on nothing and restarts as its domain does. */
    public static <M> NodeActor<M> of(
            Domain domain, String name, Class<M> type, ActorFactory<M> factory, Function<Reply<Boolean>, M> ping) {
        return new NodeActor<>(
                domain, name, type, factory, ping, Priority.NORMAL, Set.of(), Set.of(), Optional.empty(), MAILBOX);
    }

    public NodeActor<M> withPriority(Priority other) {
        return new NodeActor<>(domain, name, type, factory, ping, other, tags, dependsOn, restart, mailbox);
    }

    public NodeActor<M> withTags(String... others) {
        return new NodeActor<>(
                domain, name, type, factory, ping, priority, Set.of(others), dependsOn, restart, mailbox);
    }

    public NodeActor<M> dependingOn(String... others) {
        return new NodeActor<>(domain, name, type, factory, ping, priority, tags, Set.of(others), restart, mailbox);
    }

    public NodeActor<M> withRestart(SupervisionPolicy policy) {
        return new NodeActor<>(
                domain, name, type, factory, ping, priority, tags, dependsOn, Optional.of(policy), mailbox);
    }

    public NodeActor<M> withMailbox(int messages) {
        return new NodeActor<>(domain, name, type, factory, ping, priority, tags, dependsOn, restart, messages);
    }

    /** How it is run. */
    ActorOptions options(SupervisionPolicy usual) {
        return ActorOptions.DEFAULTS
                .withMailbox(mailbox, new Overflow.Block(ROOM_PATIENCE))
                .withSupervision(restart.orElse(usual));
    }
}
