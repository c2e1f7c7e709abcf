package org.alys.actor.bus;

/**
 * What a topic has seen.
 *
 * @param published events
 * @param delivered messages that mailboxes took, replayed ones too
 * @param filtered events a subscriber did not want
 * @param refused messages that mailboxes did not take, each also a dead letter, and events a subscriber broke over
 * @param subscribers at this moment
 * @param remembered events in the history at this moment
 */
public record TopicStats(
        long published, long delivered, long filtered, long refused, int subscribers, int remembered) {}
