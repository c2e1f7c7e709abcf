package org.alys.actor;

/**
 * Where the answer to an ask goes. It travels in the request record, may be kept and used later from any thread, and
 * takes one answer: the first. If the handler of the request fails, the runtime fails the reply at once; if the request is
 * handled without an answer, the reply stays open, and fails when the actor that took the request restarts or stops.
 *
 * @param <R> the answer
 */
public interface Reply<R> {
    /** Answers. False if the ask was over already (answered, failed or timed out). */
    boolean success(R answer);

    /** Says that there will be no answer because of {@code cause}. False if the ask was over already. */
    boolean failure(Throwable cause);

    /** Whether the ask is over: it was answered, failed, or given up by the asker or at its deadline. */
    boolean isOver();
}
