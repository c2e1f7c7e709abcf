package org.alys.node.engine;

import java.util.function.Function;
import org.alys.engine.ExecutionFailure;

/** What the execution layer said, or why it could not. */
public sealed interface EngineAnswer<T> {
    record Done<T>(T value) implements EngineAnswer<T> {}

    record Failed<T>(ExecutionFailure failure) implements EngineAnswer<T> {}

    /** The same failure, or what {@code next} makes of the value. */
    default <R> EngineAnswer<R> then(Function<T, EngineAnswer<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Failed<T>(ExecutionFailure failure) -> new Failed<>(failure);
        };
    }
}
