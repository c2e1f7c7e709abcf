package org.alys.actor.testkit;

import java.time.Duration;
import org.alys.actor.ActorPath;
import org.alys.actor.supervision.Failure;

/** Something an actor did with its context. */
public sealed interface Effect {
    record Spawned(ActorPath child) implements Effect {}

    record StoppedChild(ActorPath child) implements Effect {}

    record RestartedChild(ActorPath child, Failure cause) implements Effect {}

    record StoppedItself() implements Effect {}

    record Watched(ActorPath actor) implements Effect {}

    record Unwatched(ActorPath actor) implements Effect {}

    record TimerSet(String key, Duration delay, Object message) implements Effect {}

    record PeriodicTimerSet(String key, Duration interval, Object message) implements Effect {}

    record TimerCancelled(String key) implements Effect {}

    record BackgroundStarted() implements Effect {}

    record Piped() implements Effect {}

    record Stashed(Object message) implements Effect {}

    record Unstashed() implements Effect {}

    record Forwarded(ActorPath to, Object message) implements Effect {}
}
