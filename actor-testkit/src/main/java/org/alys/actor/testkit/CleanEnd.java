package org.alys.actor.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that makes the systems of a test and, after it, stops them and fails the test if one leaves dead letters
 * that were not expected, a thread, or an actor that had to be interrupted.
 *
 * <pre>
 * &#64;RegisterExtension
 * final CleanEnd end = new CleanEnd();
 *
 * private final ActorSystem system = end.system("test", settings -> settings);
 * </pre>
 */
public final class CleanEnd implements AfterEachCallback {
    private static final int LETTERS_KEPT = 1 << 16;

    private record Made(ActorSystem system, TrackedThreads threads) {}

    private final List<Made> made = new ArrayList<>();
    private Optional<Predicate<DeadLetter>> expected = Optional.empty();

    /** Builds a system; its threads are those of this extension, everything else is as the settings say. */
    public ActorSystem system(String name, UnaryOperator<ActorSystem.Builder> settings) {
        TrackedThreads threads = new TrackedThreads();
        ActorSystem system = settings.apply(ActorSystem.named(name).deadLetterHistory(LETTERS_KEPT))
                .threads(threads)
                .build();
        made.add(new Made(system, threads));
        return system;
    }

    /** Dead letters like these are meant. */
    public void expectDeadLetters(Predicate<DeadLetter> like) {
        expected = Optional.of(expected.map(others -> others.or(like)).orElse(like));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    void check() {
        List<AssertionError> faults = new ArrayList<>();
        for (Made one : made.reversed()) {
            try {
                Teardown.check(one.system(), one.threads(), expected, Teardown.PATIENCE, wait -> {});
            } catch (AssertionError fault) {
                // The other systems must stop, too.
                faults.add(fault);
            }
        }
        if (!faults.isEmpty()) {
            AssertionError first = faults.removeFirst();
            faults.forEach(first::addSuppressed);
            throw first;
        }
    }
}
