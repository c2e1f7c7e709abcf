/**
 * Gossipsub 1.1. {@code GossipRouter} is the protocol as a pure state machine: events and the time in, effects out, randomness from a
 * generator it is given, so that a whole network can be replayed. {@code Gossip} is its shell: streams, signatures, validation, clock.
 */
@NullMarked
package org.alys.p2p.gossip;

import org.jspecify.annotations.NullMarked;
