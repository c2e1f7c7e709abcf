/**
 * For tests of actors. {@link org.alys.actor.testkit.Simulation} runs whole actor systems one thread at a time, in an order
 * chosen by a seed and in virtual time, and replays every run from its seed. {@link org.alys.actor.testkit.ActorTestKit} runs a
 * system on real threads with a clock that a test moves, and at its end finds dead letters and threads that nobody expected;
 * {@link org.alys.actor.testkit.TestProbe} receives what actors send, {@link org.alys.actor.testkit.Effects} writes down
 * what an actor does with its context. Only public interfaces of the runtime are used.
 */
@NullMarked
package org.alys.actor.testkit;

import org.jspecify.annotations.NullMarked;
