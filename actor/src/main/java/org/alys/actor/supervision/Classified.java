package org.alys.actor.supervision;

/** An exception that knows which kind of {@link Failure} it stands for; {@link Failure#of} asks it before guessing. */
public interface Classified {
    Failure failure();
}
