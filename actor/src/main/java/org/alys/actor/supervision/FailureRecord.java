package org.alys.actor.supervision;

import java.time.Instant;

/**
 * One failure as it was answered.
 *
 * @param number counts the failures of one {@link SupervisionLog} from 1
 * @param at when it happened
 * @param actor the path of the actor
 * @param failure what happened
 * @param decision what was done
 */
public record FailureRecord(long number, Instant at, String actor, Failure failure, Decision decision) {}
