package org.alys.engine.catchup;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadStatus;
import org.alys.engine.Timing;
import org.alys.primitives.Bytes32;

/**
 * Sends an execution client the blocks that it lacks, oldest first, and makes each the head, because clients differ in
 * what they remember of blocks that they executed but that never were the head. A client may answer that it is syncing
 * while it works in the background (after a restart, or when it goes back); then the same request is repeated.
 */
public final class CatchUp {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ExecutionClient client;
    private final StoredBlock.Source source;
    private final Timing timing;

    public CatchUp(ExecutionClient client, StoredBlock.Source source, Timing timing) {
        this.client = client;
        this.source = source;
        this.timing = timing;
    }

    /**
     * Brings the client to {@code state}. Throws {@link ExecutionFailedException} when the client does not answer.
     *
     * @param patience how long to wait in all for a client that says it is syncing
     */
    public CatchUpResult run(ForkchoiceState state, Duration patience) {
        ForkchoiceResult first = client.forkchoiceUpdated(state, Optional.empty());
        if (first instanceof ForkchoiceResult.Valid) {
            return new CatchUpResult.AtHead(0);
        }
        Deque<Bytes32> path = new ArrayDeque<>();
        Optional<Bytes32> gap = collect(state.head(), path);
        if (gap.isPresent()) {
            return new CatchUpResult.Missing(gap.get());
        }
        return new Run(timing.elapsed().plus(patience)).send(path, state);
    }

    /** The hashes from the newest block that the client knows to {@code head}; or the ancestor that nobody has. */
    private Optional<Bytes32> collect(Bytes32 head, Deque<Bytes32> path) {
        Bytes32 at = head;
        boolean known = false;
        while (!known) {
            known = client.headerByHash(at).isPresent();
            Optional<StoredBlock> block = source.block(at);
            if (block.isEmpty()) {
                // The client's own genesis block is not stored, and need not be sent.
                return known ? Optional.empty() : Optional.of(at);
            }
            path.addFirst(at);
            at = block.get().payload().parentHash();
        }
        return Optional.empty();
    }

    /** One attempt with its deadline. */
    private final class Run {
        private final Duration deadline;
        private int sent;

        Run(Duration deadline) {
            this.deadline = deadline;
        }

        CatchUpResult send(Deque<Bytes32> path, ForkchoiceState state) {
            for (Bytes32 hash : path) {
                Optional<StoredBlock> block = source.block(hash);
                if (block.isEmpty()) {
                    return new CatchUpResult.Missing(hash);
                }
                Optional<CatchUpResult> stop = adopt(block.get());
                if (stop.isPresent()) {
                    return stop.get();
                }
                sent++;
            }
            return follow(state).orElseGet(() -> new CatchUpResult.AtHead(sent));
        }

        private Optional<CatchUpResult> adopt(StoredBlock block) {
            Bytes32 hash = block.payload().blockHash();
            PayloadStatus status = repeat(
                    () -> client.newPayload(block.payload(), block.parentBeaconBlockRoot()),
                    Set.of(new PayloadStatus.Syncing(), new PayloadStatus.Accepted()));
            return switch (status) {
                case PayloadStatus.Valid valid -> follow(new ForkchoiceState(hash, Bytes32.ZERO, Bytes32.ZERO));
                case PayloadStatus.Invalid(Optional<Bytes32> latestValid, String error) ->
                    Optional.of(new CatchUpResult.Rejected(hash, error));
                case PayloadStatus.Syncing syncing -> Optional.of(new CatchUpResult.StillSyncing(sent, hash));
                case PayloadStatus.Accepted accepted -> Optional.of(new CatchUpResult.StillSyncing(sent, hash));
            };
        }

        private Optional<CatchUpResult> follow(ForkchoiceState state) {
            ForkchoiceResult result = repeat(
                    () -> client.forkchoiceUpdated(state, Optional.empty()), Set.of(new ForkchoiceResult.Syncing()));
            return switch (result) {
                case ForkchoiceResult.Valid valid -> Optional.empty();
                case ForkchoiceResult.Invalid(Optional<Bytes32> latestValid, String error) ->
                    Optional.of(new CatchUpResult.Rejected(state.head(), error));
                case ForkchoiceResult.Syncing syncing ->
                    Optional.of(new CatchUpResult.StillSyncing(sent, state.head()));
            };
        }

        /** Asks until the answer is none of {@code notYet} or the patience is over. */
        private <T> T repeat(Supplier<T> request, Set<T> notYet) {
            while (true) {
                T answer = request.get();
                boolean wait = notYet.contains(answer);
                if (!wait || timing.elapsed().plus(PAUSE).compareTo(deadline) > 0) {
                    return answer;
                }
                pause();
            }
        }

        private void pause() {
            try {
                timing.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ExecutionFailedException(
                        new ExecutionFailure.Unreachable("catch-up", "the client", "the caller was interrupted"), e);
            }
        }
    }
}
