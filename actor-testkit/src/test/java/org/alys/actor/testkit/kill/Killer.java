package org.alys.actor.testkit.kill;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.alys.actor.ActorPath;
import org.alys.actor.Interference;

/** Makes one actor fail over the next message it would handle, each time it is aimed. */
final class Killer implements Interference {
    private final AtomicReference<Optional<String>> victim = new AtomicReference<>(Optional.empty());

    void aim(String place) {
        victim.set(Optional.of(place));
    }

    /** Whether the actor it was aimed at has been hit. */
    boolean hasStruck() {
        return current().isEmpty();
    }

    private Optional<String> current() {
        return Objects.requireNonNull(victim.get());
    }

    @Override
    public void handling(ActorPath actor, Object message) {
        Optional<String> aim = current();
        if (aim.filter(actor.value()::equals).isPresent() && victim.compareAndSet(aim, Optional.empty())) {
            throw new IllegalStateException("killed on purpose");
        }
    }
}
