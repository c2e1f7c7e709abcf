package org.alys.engine.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.SyncProgress;

/**
 * Judges the execution layer over a sliding window of calls. Belongs to one actor: not safe for use by several threads.
 * Holds at most {@value #MAX_CALLS} calls, dropping the oldest.
 */
public final class EngineHealth {
    /** What a call was for. */
    public enum Kind {
        BUILD,
        EXECUTE,
        OTHER
    }

    private static final int MAX_CALLS = 4096;

    private final HealthLimits limits;
    private final Deque<Call> calls = new ArrayDeque<>();
    private Optional<ExecutionFailure> lastFailure = Optional.empty();
    private Optional<SyncProgress> syncing = Optional.empty();
    private int failuresInARow;
    private boolean heard;

    public EngineHealth(HealthLimits limits) {
        this.limits = limits;
    }

    /** A call that was answered. An INVALID payload is an answer. */
    public void succeeded(Instant at, Kind kind, Duration took) {
        heard = true;
        failuresInARow = 0;
        lastFailure = Optional.empty();
        add(new Call(at, kind, took, true));
    }

    /** A call that was not answered. */
    public void failed(Instant at, Kind kind, Duration took, ExecutionFailure failure) {
        failuresInARow++;
        lastFailure = Optional.of(failure);
        add(new Call(at, kind, took, false));
    }

    /** What the client says about its own progress; empty when it has caught up. */
    public void progress(Optional<SyncProgress> progress) {
        syncing = progress;
    }

    /** The state at {@code now}; calls older than the window no longer count. */
    public EngineState state(Instant now) {
        forget(now);
        if (lastFailure.isPresent() && (isLasting(lastFailure.get()) || failuresInARow >= limits.failuresInARow())) {
            return new EngineState.Failed(lastFailure.get());
        }
        if (!heard) {
            return new EngineState.Initializing();
        }
        if (syncing.isPresent()) {
            return new EngineState.Syncing(syncing.get());
        }
        List<String> reasons = complaints();
        return reasons.isEmpty() ? new EngineState.Ready() : new EngineState.Degraded(reasons);
    }

    /** The median time of the successful calls of a kind in the window; empty when there were none. */
    public Optional<Duration> median(Kind kind, Instant now) {
        forget(now);
        return median(kind);
    }

    /** The share of calls in the window that succeeded, 0 to 100; empty when there were none. */
    public Optional<Integer> successPercent(Instant now) {
        forget(now);
        return successPercent();
    }

    private List<String> complaints() {
        List<String> reasons = new ArrayList<>();
        median(Kind.BUILD)
                .filter(median -> median.compareTo(limits.build()) > 0)
                .ifPresent(median -> reasons.add(slow("Building", median, limits.build())));
        median(Kind.EXECUTE)
                .filter(median -> median.compareTo(limits.execute()) > 0)
                .ifPresent(median -> reasons.add(slow("Executing", median, limits.execute())));
        successPercent()
                .filter(percent -> percent < limits.successPercent())
                .ifPresent(percent -> reasons.add("Only " + percent + " % of calls to the execution client succeed, "
                        + limits.successPercent() + " % should."));
        return reasons;
    }

    private static String slow(String what, Duration median, Duration limit) {
        return what + " a payload takes " + median.toMillis() + " ms, it should take " + limit.toMillis() + " ms.";
    }

    private Optional<Duration> median(Kind kind) {
        List<Duration> times = calls.stream()
                .filter(call -> call.kind == kind && call.success)
                .map(Call::took)
                .sorted()
                .toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
    }

    private Optional<Integer> successPercent() {
        long good = calls.stream().filter(Call::success).count();
        return calls.isEmpty() ? Optional.empty() : Optional.of((int) (100 * good / calls.size()));
    }

    /** Failures that only an operator can end. */
    private static boolean isLasting(ExecutionFailure failure) {
        return failure instanceof ExecutionFailure.Unauthorised || failure instanceof ExecutionFailure.UnsupportedFork;
    }

    private void add(Call call) {
        if (calls.size() == MAX_CALLS) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(limits.window());
        calls.removeIf(call -> call.at.isBefore(oldest));
    }

    private record Call(Instant at, Kind kind, Duration took, boolean success) {}
}
