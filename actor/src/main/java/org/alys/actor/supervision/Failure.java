package org.alys.actor.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Why an actor failed, with the facts a supervisor decides by. */
public sealed interface Failure
        permits Failure.Panic,
                Failure.TimedOut,
                Failure.MailboxOverflow,
                Failure.DependencyUnavailable,
                Failure.Interrupted,
                Failure.ChildEscalated,
                Failure.Fatal,
                DomainFailure,
                OperationalFailure {

    /** One sentence for a log line. */
    String describe();

    /** The exception behind the failure, if there was one. */
    Optional<Throwable> cause();

    /**
     * True if no restart can help because the process itself is damaged. Such a failure always climbs to the root, whatever
     * the policies on the way say.
     */
    default boolean fatal() {
        return false;
    }

    /** The handler broke: a bug, including a stack overflow, which hostile input can provoke and so must not end the node. */
    record Panic(Throwable thrown) implements Failure {
        @Override
        public String describe() {
            return "handler threw " + text(thrown);
        }

        @Override
        public Optional<Throwable> cause() {
            return Optional.of(thrown);
        }
    }

    /** Something the actor waited for did not come in time. */
    record TimedOut(String waitingFor, Throwable thrown) implements Failure {
        @Override
        public String describe() {
            return "timed out waiting for " + waitingFor;
        }

        @Override
        public Optional<Throwable> cause() {
            return Optional.of(thrown);
        }
    }

    /** An actor this one depends on had no room in its mailbox. */
    record MailboxOverflow(String recipient, int capacity, Throwable thrown) implements Failure {
        @Override
        public String describe() {
            return "mailbox of " + recipient + " is full at " + capacity + " messages";
        }

        @Override
        public Optional<Throwable> cause() {
            return Optional.of(thrown);
        }
    }

    /** A service, file or other actor that this actor needs could not be used. */
    record DependencyUnavailable(String service, Throwable thrown) implements Failure {
        @Override
        public String describe() {
            return service + " is unavailable: " + text(thrown);
        }

        @Override
        public Optional<Throwable> cause() {
            return Optional.of(thrown);
        }
    }

    /** The actor's thread was interrupted while it worked. */
    record Interrupted(Throwable thrown) implements Failure {
        @Override
        public String describe() {
            return "interrupted";
        }

        @Override
        public Optional<Throwable> cause() {
            return Optional.of(thrown);
        }
    }

    /** A child failed more often than its policy allows; its failure is now its parent's. */
    record ChildEscalated(String child, Failure reason) implements Failure {
        @Override
        public String describe() {
            return "child " + child + " escalated: " + reason.describe();
        }

        @Override
        public Optional<Throwable> cause() {
            return reason.cause();
        }

        @Override
        public boolean fatal() {
            return reason.fatal();
        }
    }

    /** The virtual machine is out of memory, broken inside, or cannot link its classes. */
    record Fatal(Error thrown) implements Failure {
        @Override
        public String describe() {
            return "the virtual machine failed: " + text(thrown);
        }

        @Override
        public Optional<Throwable> cause() {
            return Optional.of(thrown);
        }

        @Override
        public boolean fatal() {
            return true;
        }
    }

    /**
     * Classifies an exception or error, or what is inside if it is but the wrapper of a future. Total: every throwable is some
     * failure; one that breaks over this is a bug.
     */
    static Failure of(Throwable thrown) {
        try {
            return classified(inside(thrown));
        } catch (RuntimeException | StackOverflowError broken) {
            return new Panic(thrown);
        }
    }

    private static Throwable inside(Throwable thrown) {
        boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        Throwable cause = wrapper ? thrown.getCause() : null;
        return cause == null ? thrown : inside(cause);
    }

    private static Failure classified(Throwable thrown) {
        return switch (thrown) {
            case Classified classified -> Objects.requireNonNull(classified.failure());
            case StackOverflowError overflow -> new Panic(overflow);
            case VirtualMachineError error -> new Fatal(error);
            case LinkageError error -> new Fatal(error);
            case InterruptedException interrupted -> new Interrupted(interrupted);
            case TimeoutException timeout -> new TimedOut(messageOf(timeout), timeout);
            case IOException io -> new DependencyUnavailable(messageOf(io), io);
            case UncheckedIOException io -> new DependencyUnavailable(messageOf(io), io);
            default -> new Panic(thrown);
        };
    }

    /** What it says of itself, if it can. */
    private static String text(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException | StackOverflowError unreadable) {
            return thrown.getClass().getName();
        }
    }

    private static String messageOf(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
