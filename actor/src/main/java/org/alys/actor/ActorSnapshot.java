package org.alys.actor;

/**
 * One actor at one moment.
 *
 * @param path where it is in the tree
 * @param state its lifecycle state
 * @param mailboxDepth messages waiting
 * @param mailboxCapacity messages that may wait
 * @param restarts how often it was started again
 */
public record ActorSnapshot(
        ActorPath path, LifecycleState state, int mailboxDepth, int mailboxCapacity, int restarts) {}
