package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.interpreter.ExecutionStoppedException;
import org.alys.evm.interpreter.StopSignal;

/**
 * Runs calls that can be long on few threads of their own, and cuts them off after a time. The threads are the system's, which
 * it takes turns with, so that whatever callers ask for the chain goes on; virtual threads would not let go of a processor.
 */
final class BoundedCalls implements AutoCloseable {
    private final TransactionExecutor executor;
    private final Duration limit;
    private final ThreadPoolExecutor workers;
    private final Alarms alarms;
    private final Set<StopSignal> open = ConcurrentHashMap.newKeySet();

    /**
     * Runs calls until closed.
     *
     * @param executor that calls run code with
     * @param limits for the time of a call, waiting included, and for how many run and wait at a time
     * @param alarms tell when the time of a call is over; closed with this
     */
    BoundedCalls(TransactionExecutor executor, RpcLimits limits, Alarms alarms) {
        this.executor = executor;
        this.limit = limits.callTime();
        this.workers = new ThreadPoolExecutor(
                limits.callThreads(),
                limits.callThreads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(limits.callQueue()),
                Thread.ofPlatform().daemon().name("eth-call-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
        this.alarms = alarms;
    }

    /** A method whose code stops in time. */
    @FunctionalInterface
    interface Method {
        /** The method's result, or an {@link ExecutionStoppedException} of the executor. */
        JsonNode call(Params params, TransactionExecutor executor);
    }

    /** A method that runs no code, and looks at a signal between its steps. */
    @FunctionalInterface
    interface Search {
        /** The method's result, or an {@link ExecutionStoppedException} of the signal. */
        JsonNode call(Params params, StopSignal stop);
    }

    /** What a method says when its time is over. */
    enum Timeout {
        CALL(RpcException.SERVER_ERROR),
        SIMULATION(-32016),
        TRACE(RpcException.SERVER_ERROR);

        private final int code;

        Timeout(int code) {
            this.code = code;
        }

        /** As go-ethereum words it. */
        RpcException after(Duration limit) {
            return new RpcException(
                    code, this == TRACE ? "execution timeout" : "execution aborted (timeout = " + words(limit) + ")");
        }

        private static String words(Duration limit) {
            return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + "s" : limit.toMillis() + "ms";
        }
    }

    /** The method with these bounds. */
    RpcMethod bounded(Timeout timeout, Method method) {
        return RpcMethod.of(params -> run(timeout, stop -> method.call(params, executor.until(stop))));
    }

    /** The method with these bounds. */
    RpcMethod bounded(Search search) {
        return RpcMethod.of(params -> run(Timeout.CALL, stop -> search.call(params, stop)));
    }

    private JsonNode run(Timeout timeout, Function<StopSignal, JsonNode> call) {
        StopSignal stop = new StopSignal();
        open.add(stop);
        try {
            Alarms.Alarm end = alarms.set(limit, stop::raise);
            try {
                Future<JsonNode> result = workers.submit(() -> {
                    stop.check();
                    return call.apply(stop);
                });
                return result.get();
            } finally {
                end.cancel();
            }
        } catch (RejectedExecutionException e) {
            throw new RpcException(RpcException.LIMIT_EXCEEDED, "too many calls at a time; try again");
        } catch (InterruptedException e) {
            stop.raise();
            Thread.currentThread().interrupt();
            throw RpcException.server("the node is stopping");
        } catch (ExecutionException e) {
            throw failure(timeout, Objects.requireNonNull(e.getCause()));
        } finally {
            open.remove(stop);
        }
    }

    private RuntimeException failure(Timeout timeout, Throwable cause) {
        return switch (cause) {
            case ExecutionStoppedException _ -> timeout.after(limit);
            case RuntimeException known -> known;
            case Error error -> throw error;
            case Throwable other -> new IllegalStateException("a call threw what methods cannot throw", other);
        };
    }

    /** Cuts off what runs and waits. */
    @Override
    public void close() {
        workers.shutdown();
        open.forEach(StopSignal::raise);
        alarms.close();
    }
}
