package org.alys.engine.health;

import java.util.List;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.SyncProgress;

/** The state of the execution layer. */
public sealed interface EngineState {

    /** Nothing was heard of the client yet. */
    record Initializing() implements EngineState {}

    /** It catches up and cannot judge new blocks. */
    record Syncing(SyncProgress progress) implements EngineState {}

    /** It answers, fast and correctly enough. */
    record Ready() implements EngineState {}

    /**
     * It answers, but worse than it should.
     *
     * @param reasons at least one, each a sentence
     */
    record Degraded(List<String> reasons) implements EngineState {
        public Degraded {
            reasons = List.copyOf(reasons);
        }
    }

    /** The last call failed in a way that repeating does not mend, or nothing succeeds any more. */
    record Failed(ExecutionFailure failure) implements EngineState {}
}
