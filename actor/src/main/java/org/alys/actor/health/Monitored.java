package org.alys.actor.health;

import java.util.function.Function;
import org.alys.actor.ActorRef;
import org.alys.actor.Priority;
import org.alys.actor.Reply;

/**
 * An actor to be watched.
 *
 * @param name for reports, unique
 * @param ref its address
 * @param ping makes its ping message; true is the answer of an actor that is well
 * @param priority decides how often it is checked
 * @param federation whether it is a member of the federation
 * @param <M> the messages it understands
 */
public record Monitored<M>(
        String name, ActorRef<M> ref, Function<Reply<Boolean>, M> ping, Priority priority, boolean federation) {}
