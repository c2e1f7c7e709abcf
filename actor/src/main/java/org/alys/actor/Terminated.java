package org.alys.actor;

import java.util.Optional;
import org.alys.actor.supervision.Failure;

/**
 * An actor has stopped for good.
 *
 * @param actor the actor
 * @param failure why, if it ended because of a failure that no restart answered; empty if it was stopped
 */
public record Terminated(ActorPath actor, Optional<Failure> failure) {}
