package org.alys.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alys.engine.BlockRef;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** Plays consensus: builds, executes and adopts blocks on a real client. */
final class TestChain implements AutoCloseable {
    static final long CHAIN_ID = 121212;
    static final Sats MINIMUM = new Sats(10_000);
    static final Bytes32 BEACON_ROOT = Bytes32.fromHex("be".repeat(32));
    static final EvmAddress FEE_SINK = EvmAddress.fromHex("0x00000000000000000000000000000000000fee51");

    final GenesisParameters parameters;
    final RunningExecution process;
    final ExecutionClient client;
    final ExecutionPayload genesis;
    private ExecutionPayload head;
    private long nextWithdrawal;

    TestChain(RunningExecution.Kind kind, Path directory, Fork fork) {
        this.parameters = parameters(fork);
        this.process = kind.start(directory, parameters);
        this.client = process.client();
        this.genesis = client.payloadAt(new BlockRef.Height(0)).orElseThrow();
        this.head = genesis;
    }

    /** The block adopted last. */
    ExecutionPayload head() {
        return head;
    }

    private static GenesisParameters parameters(Fork fork) {
        long recently = Instant.now().getEpochSecond() - 3600;
        return new GenesisParameters(
                CHAIN_ID, fork, recently, MINIMUM, Bytes.of("alys".getBytes(StandardCharsets.US_ASCII)));
    }

    ExecutionPayload build(ExecutionPayload parent, Withdrawal... withdrawals) {
        return build(parent, 2, withdrawals);
    }

    /** A payload on {@code parent}, which becomes the head; not executed yet. */
    ExecutionPayload build(ExecutionPayload parent, int secondsLater, Withdrawal... withdrawals) {
        return client.getPayload(startBuild(parent, secondsLater, withdrawals)).payload();
    }

    PayloadId startBuild(ExecutionPayload parent, int secondsLater, Withdrawal... withdrawals) {
        PayloadAttributes attributes = new PayloadAttributes(
                parent.timestamp() + secondsLater, Bytes32.ZERO, FEE_SINK, List.of(withdrawals), BEACON_ROOT);
        ForkchoiceResult result = client.forkchoiceUpdated(headOnly(parent), Optional.of(attributes));
        assertThat(result).isInstanceOf(ForkchoiceResult.Valid.class);
        return ((ForkchoiceResult.Valid) result).payloadId().orElseThrow();
    }

    /** A block with all transactions of the pool, made the head. */
    ExecutionPayload extend(ExecutionPayload parent, Withdrawal... withdrawals) {
        return adopt(build(parent, withdrawals));
    }

    /** Executes a payload and makes it the head. */
    ExecutionPayload adopt(ExecutionPayload payload) {
        assertThat(execute(payload)).isEqualTo(new PayloadStatus.Valid(payload.blockHash()));
        assertThat(follow(payload)).isEqualTo(new ForkchoiceResult.Valid(Optional.empty()));
        head = payload;
        return payload;
    }

    PayloadStatus execute(ExecutionPayload payload) {
        return client.newPayload(payload, BEACON_ROOT);
    }

    ForkchoiceResult follow(ExecutionPayload head) {
        return client.forkchoiceUpdated(headOnly(head), Optional.empty());
    }

    static ForkchoiceState headOnly(ExecutionPayload head) {
        return new ForkchoiceState(head.blockHash(), Bytes32.ZERO, Bytes32.ZERO);
    }

    Withdrawal mint(EvmAddress to, Sats amount) {
        return new Withdrawal(nextWithdrawal++, 0, to, amount.toGwei());
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
