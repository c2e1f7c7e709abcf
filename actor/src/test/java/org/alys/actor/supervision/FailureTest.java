package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.alys.actor.ActorPath;
import org.alys.actor.AskException;
import org.alys.actor.AskFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    static Stream<Arguments> classes() {
        ActorPath path = ActorPath.of("db");
        return Stream.of(
                Arguments.of(new IllegalStateException(), Failure.Panic.class),
                Arguments.of(new AssertionError(), Failure.Panic.class),
                Arguments.of(new StackOverflowError(), Failure.Panic.class),
                Arguments.of(new OutOfMemoryError(), Failure.Fatal.class),
                Arguments.of(new InternalError(), Failure.Fatal.class),
                Arguments.of(new NoClassDefFoundError(), Failure.Fatal.class),
                Arguments.of(new TimeoutException(), Failure.TimedOut.class),
                Arguments.of(new FileNotFoundException("x"), Failure.DependencyUnavailable.class),
                Arguments.of(new UncheckedIOException(new IOException()), Failure.DependencyUnavailable.class),
                Arguments.of(new InterruptedException(), Failure.Interrupted.class),
                Arguments.of(ask(new AskFailure.TimedOut(path, Duration.ofSeconds(1))), Failure.TimedOut.class),
                Arguments.of(ask(new AskFailure.MailboxFull(path, 4)), Failure.MailboxOverflow.class),
                Arguments.of(ask(new AskFailure.ActorStopped(path)), Failure.DependencyUnavailable.class),
                Arguments.of(ask(new AskFailure.Interrupted(path)), Failure.Interrupted.class));
    }

    private static AskException ask(AskFailure reason) {
        return new AskException(reason);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void classifiesWhatWasThrown(Throwable thrown, Class<? extends Failure> expected) {
        Failure failure = Failure.of(thrown);

        assertThat(failure).isInstanceOf(expected);
        assertThat(failure.cause()).contains(thrown);
    }

    @Test
    void staysFatalWhileItClimbs() {
        Failure fatal = Failure.of(new OutOfMemoryError());

        assertThat(new Failure.ChildEscalated("/a", new Failure.ChildEscalated("/a/b", fatal)).fatal())
                .isTrue();
    }

    @Test
    void seesThroughTheWrappersOfFutures() {
        OutOfMemoryError thrown = new OutOfMemoryError();
        CompletionException empty = new CompletionException("nothing inside", null);

        assertThat(Failure.of(new CompletionException(new ExecutionException(thrown))))
                .isEqualTo(new Failure.Fatal(thrown));
        assertThat(Failure.of(new ExecutionException(ask(new AskFailure.ActorStopped(ActorPath.of("db"))))))
                .isInstanceOf(Failure.DependencyUnavailable.class);
        assertThat(Failure.of(empty)).isEqualTo(new Failure.Panic(empty));
    }
}
