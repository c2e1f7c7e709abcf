package org.alys.bitcoin.rpc;

import java.util.function.Function;

/** What came of a call to the Bitcoin node. */
public sealed interface RpcReply<T> {
    /** The node answered. */
    record Answer<T>(T value) implements RpcReply<T> {}

    /** It did not, or not with what was asked for. */
    record Failed<T>(NodeFailure failure) implements RpcReply<T> {}

    /** The same reply with the answer replaced. */
    default <R> RpcReply<R> map(Function<T, R> function) {
        return switch (this) {
            case Answer<T> answer -> new Answer<>(function.apply(answer.value()));
            case Failed<T>(NodeFailure failure) -> new Failed<>(failure);
        };
    }

    /** What the next call replies, if this one was answered. */
    default <R> RpcReply<R> then(Function<T, RpcReply<R>> next) {
        return switch (this) {
            case Answer<T> answer -> next.apply(answer.value());
            case Failed<T>(NodeFailure failure) -> new Failed<>(failure);
        };
    }

    /**
     * The answer, where a failure cannot be handled better than by giving up.
     *
     * @throws IllegalStateException with the failure's description
     */
    default T orElseThrow() {
        return switch (this) {
            case Answer<T> answer -> answer.value();
            case Failed<T>(NodeFailure failure) ->
                throw new IllegalStateException(failure.code() + ": " + failure.describe());
        };
    }
}
