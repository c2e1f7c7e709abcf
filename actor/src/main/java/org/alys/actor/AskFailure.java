package org.alys.actor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.alys.actor.supervision.Failure;

/** Why an ask has no answer. */
public sealed interface AskFailure {

    /** One sentence that names the actor asked. */
    String describe();

    /** No answer within the deadline. If the request was still in the mailbox it will not be handled any more. */
    record TimedOut(ActorPath recipient, Duration deadline) implements AskFailure {
        @Override
        public String describe() {
            return recipient + " did not answer within " + deadline;
        }
    }

    /** The actor asked has stopped, before or after it took the request. */
    record ActorStopped(ActorPath recipient) implements AskFailure {
        @Override
        public String describe() {
            return recipient + " has stopped";
        }
    }

    /** The mailbox of the actor asked had no room. */
    record MailboxFull(ActorPath recipient, int capacity) implements AskFailure {
        @Override
        public String describe() {
            return "the mailbox of " + recipient + " is full at " + capacity + " messages";
        }
    }

    /**
     * To wait for this answer would be to wait for oneself.
     *
     * @param actors who waits for whom, beginning and ending with the same actor
     */
    record Cycle(List<ActorPath> actors) implements AskFailure {
        public Cycle {
            actors = List.copyOf(actors);
        }

        @Override
        public String describe() {
            return "ask cycle " + actors.stream().map(ActorPath::value).collect(Collectors.joining(" -> "));
        }
    }

    /** The actor asked failed over the request, or failed while it owed the answer. */
    record HandlerFailed(ActorPath recipient, Failure reason) implements AskFailure {
        @Override
        public String describe() {
            return recipient + " failed: " + reason.describe();
        }
    }

    /** The asking thread was interrupted; its interrupt flag is set. */
    record Interrupted(ActorPath recipient) implements AskFailure {
        @Override
        public String describe() {
            return "interrupted while waiting for " + recipient;
        }
    }
}
