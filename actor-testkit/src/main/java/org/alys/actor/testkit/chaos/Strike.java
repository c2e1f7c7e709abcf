package org.alys.actor.testkit.chaos;

import java.time.Duration;

/**
 * One fault that struck.
 *
 * @param at time since the start of the system
 * @param fault what happened
 * @param place the actor or storage it happened to
 * @param what the message or work concerned, in short
 */
public record Strike(Duration at, Fault fault, String place, String what) {}
