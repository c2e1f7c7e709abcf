package org.alys.engine.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
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
import org.alys.engine.Timing;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/** An execution client behind the Engine API and the public JSON-RPC. Safe for use by several threads. */
public final class EngineApiClient implements ExecutionClient {
    private final HttpCaller http;
    private final EngineCalls engine;
    private final ChainQueries chain;

    /**
     * Does not connect yet.
     *
     * @param random spreads the pauses between retries
     */
    public EngineApiClient(EngineApiSettings settings, Timing timing, RandomGenerator random) {
        this.http = new HttpCaller(settings, timing, random);
        this.engine = new EngineCalls(http, settings);
        this.chain = new ChainQueries(http, settings, engine);
    }

    @Override
    public Set<String> exchangeCapabilities() {
        return engine.exchangeCapabilities();
    }

    @Override
    public Optional<ClientVersion> clientVersion() {
        return engine.clientVersion();
    }

    @Override
    public ForkchoiceResult forkchoiceUpdated(ForkchoiceState state, Optional<PayloadAttributes> attributes) {
        return engine.forkchoiceUpdated(state, attributes);
    }

    @Override
    public BuiltPayload getPayload(PayloadId id) {
        return engine.getPayload(id);
    }

    @Override
    public PayloadStatus newPayload(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot) {
        return engine.newPayload(payload, parentBeaconBlockRoot);
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByHash(List<Bytes32> hashes) {
        return engine.payloadBodiesByHash(hashes);
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByRange(long start, int count) {
        return engine.payloadBodiesByRange(start, count);
    }

    @Override
    public Optional<BlockHeader> headerByHash(Bytes32 hash) {
        return chain.headerByHash(hash);
    }

    @Override
    public Optional<BlockHeader> headerAt(BlockRef block) {
        return chain.headerAt(block);
    }

    @Override
    public Optional<ExecutionPayload> payloadByHash(Bytes32 hash) {
        return chain.payloadByHash(hash);
    }

    @Override
    public Optional<ExecutionPayload> payloadAt(BlockRef block) {
        return chain.payloadAt(block);
    }

    @Override
    public List<Receipt> receipts(ExecutionPayload payload) {
        return chain.receipts(payload);
    }

    @Override
    public Wei balance(EvmAddress address, BlockRef block) {
        return chain.balance(address, block);
    }

    @Override
    public Bytes code(EvmAddress address, BlockRef block) {
        return chain.code(address, block);
    }

    @Override
    public long chainId() {
        return chain.chainId();
    }

    @Override
    public Optional<SyncProgress> syncProgress() {
        return chain.syncProgress();
    }

    @Override
    public Bytes32 sendRawTransaction(Bytes transaction) {
        return chain.sendRawTransaction(transaction);
    }

    @Override
    public void close() {
        http.close();
    }
}
