package org.alys.actor.bus;

import java.util.Optional;
import org.alys.actor.ActorPath;

/**
 * An event on its way to subscribers.
 *
 * @param topic where it was published
 * @param sequence its number in the topic, from 1
 * @param sender who published it; empty if that was not said
 * @param event what was published
 */
public record Published<E>(String topic, long sequence, Optional<ActorPath> sender, E event) {}
