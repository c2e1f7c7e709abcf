package org.alys.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An actor for tests: counts, remembers, fails, blocks and answers as told. Its memory is fresh after a restart. */
final class Probe implements Actor<Probe.Message> {
    sealed interface Message {}

    record Remember(int number) implements Message {}

    record Recall(Reply<List<Integer>> reply) implements Message {}

    record Fail(Throwable with) implements Message {}

    record FailOver(Reply<String> reply) implements Message {}

    record Keep(Reply<String> reply) implements Message {}

    /** Says that it has begun, then waits to be let go. */
    record Hold(CountDownLatch begun, CountDownLatch letGo) implements Message {
        Hold() {
            this(new CountDownLatch(1), new CountDownLatch(1));
        }

        void awaitBegun() throws InterruptedException {
            Probe.await(begun);
        }
    }

    /** Runs code of the test inside the actor. */
    record Run(Inside code) implements Message {}

    interface Inside {
        void run(ActorContext<Message> context) throws Exception;
    }

    /** Whether a dead letter is a message that told a probe to fail. */
    static boolean toldToFail(DeadLetter letter) {
        return letter.reason() == DeadLetter.Reason.HANDLER_FAILED
                && (letter.message() instanceof Fail || letter.message() instanceof FailOver);
    }

    private final List<Integer> remembered = new ArrayList<>();

    @Override
    public void receive(Message message, ActorContext<Message> context) throws Exception {
        switch (message) {
            case Remember(int number) -> remembered.add(number);
            case Recall(Reply<List<Integer>> reply) -> reply.success(List.copyOf(remembered));
            case Fail(Throwable with) -> throwAny(with);
            case FailOver(Reply<String> reply) -> throw new IllegalStateException("failed over a request");
            case Keep(Reply<String> reply) -> {}
            case Hold hold -> {
                hold.begun().countDown();
                await(hold.letGo());
            }
            case Run(Inside code) -> code.run(context);
        }
    }

    private static void throwAny(Throwable thrown) throws Exception {
        switch (thrown) {
            case Error error -> throw error;
            case Exception exception -> throw exception;
            default -> throw new AssertionError(thrown);
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody came");
        }
    }
}
