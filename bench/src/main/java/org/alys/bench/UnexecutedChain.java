package org.alys.bench;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.engine.BlockHeader;
import org.alys.engine.BlockRef;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ClientVersion;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadBody;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.engine.Receipt;
import org.alys.engine.SyncProgress;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * An execution layer that keeps empty blocks in order and executes nothing, so that what is measured is everything else. What
 * voting never asks of it, it refuses.
 */
final class UnexecutedChain implements ExecutionClient {
    private final Map<Bytes32, ExecutionPayload> blocks = new ConcurrentHashMap<>();
    private final Map<PayloadId, ExecutionPayload> builds = new ConcurrentHashMap<>();
    private final long chainId;

    UnexecutedChain(ExecutionPayload genesis, long chainId) {
        this.chainId = chainId;
        blocks.put(genesis.blockHash(), genesis);
    }

    @Override
    public ForkchoiceResult forkchoiceUpdated(ForkchoiceState state, Optional<PayloadAttributes> attributes) {
        ExecutionPayload head = blocks.get(state.head());
        return head == null
                ? new ForkchoiceResult.Syncing()
                : new ForkchoiceResult.Valid(attributes.map(wanted -> build(head, wanted)));
    }

    private PayloadId build(ExecutionPayload head, PayloadAttributes wanted) {
        PayloadId id = new PayloadId(Bytes.of(
                ByteBuffer.allocate(PayloadId.SIZE).putLong(wanted.timestamp()).array()));
        builds.put(
                id,
                Payloads.next(
                        head.blockHash(),
                        head.blockNumber(),
                        wanted.timestamp(),
                        wanted.prevRandao(),
                        wanted.withdrawals(),
                        List.of()));
        return id;
    }

    @Override
    public BuiltPayload getPayload(PayloadId id) {
        ExecutionPayload payload = builds.remove(id);
        if (payload == null) {
            throw new IllegalArgumentException("no build " + id);
        }
        return new BuiltPayload(payload, Wei.ZERO);
    }

    @Override
    public PayloadStatus newPayload(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot) {
        if (!payload.blockHash().equals(Payloads.hash(payload))) {
            return new PayloadStatus.Invalid(Optional.empty(), "wrong block hash");
        }
        if (!blocks.containsKey(payload.parentHash())) {
            return new PayloadStatus.Syncing();
        }
        blocks.put(payload.blockHash(), payload);
        return new PayloadStatus.Valid(payload.blockHash());
    }

    @Override
    public Optional<ExecutionPayload> payloadByHash(Bytes32 hash) {
        return Optional.ofNullable(blocks.get(hash));
    }

    @Override
    public Optional<BlockHeader> headerByHash(Bytes32 hash) {
        return payloadByHash(hash)
                .map(payload -> new BlockHeader(
                        payload.blockHash(),
                        payload.parentHash(),
                        payload.blockNumber(),
                        payload.timestamp(),
                        payload.stateRoot(),
                        payload.gasLimit(),
                        payload.gasUsed(),
                        payload.baseFeePerGas()));
    }

    /** Empty blocks have none. */
    @Override
    public List<Receipt> receipts(ExecutionPayload payload) {
        return List.of();
    }

    /** Nobody pays fees or burns coins. */
    @Override
    public Wei balance(EvmAddress address, BlockRef block) {
        return Wei.ZERO;
    }

    @Override
    public long chainId() {
        return chainId;
    }

    @Override
    public Optional<SyncProgress> syncProgress() {
        return Optional.empty();
    }

    @Override
    public Optional<ClientVersion> clientVersion() {
        return Optional.empty();
    }

    @Override
    public Set<String> exchangeCapabilities() {
        throw notAsked();
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByHash(List<Bytes32> hashes) {
        throw notAsked();
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByRange(long start, int count) {
        throw notAsked();
    }

    @Override
    public Optional<BlockHeader> headerAt(BlockRef block) {
        throw notAsked();
    }

    @Override
    public Optional<ExecutionPayload> payloadAt(BlockRef block) {
        throw notAsked();
    }

    @Override
    public Bytes code(EvmAddress address, BlockRef block) {
        throw notAsked();
    }

    @Override
    public Bytes32 sendRawTransaction(Bytes transaction) {
        throw notAsked();
    }

    private static UnsupportedOperationException notAsked() {
        return new UnsupportedOperationException("a chain that executes nothing cannot say");
    }

    @Override
    public void close() {}
}
