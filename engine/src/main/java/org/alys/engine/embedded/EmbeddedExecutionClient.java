package org.alys.engine.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.alys.engine.BlockHeader;
import org.alys.engine.BlockRef;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ClientVersion;
import org.alys.engine.EngineMethods;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadBody;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.engine.Receipt;
import org.alys.engine.SyncProgress;
import org.alys.evm.block.Block;
import org.alys.evm.chain.BlockProblem;
import org.alys.evm.chain.BuildAttributes;
import org.alys.evm.chain.BuiltBlock;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.ForkchoiceOutcome;
import org.alys.evm.chain.ImportResult;
import org.alys.evm.chain.PrunedHistoryException;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.pool.Rejection;
import org.alys.evm.pool.Submission;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/** An {@link ExecutionClient} over an {@link EmbeddedExecution}. Closing it leaves that and its store open. */
public final class EmbeddedExecutionClient implements ExecutionClient {
    private static final int MAX_BODIES = 32;
    private static final int SERVER_ERROR = -32000;
    private static final ClientVersion VERSION = new ClientVersion("AL", "Alys", "0.1.0", "0x00000000");

    private final EmbeddedExecution execution;
    private final AtomicBoolean closed = new AtomicBoolean();

    public EmbeddedExecutionClient(EmbeddedExecution execution) {
        this.execution = execution;
    }

    @Override
    public Set<String> exchangeCapabilities() {
        checkOpen("engine_exchangeCapabilities");
        return new TreeSet<>(EngineMethods.of(execution
                        .chain()
                        .forkAt(execution.chain().head().header().timestamp()))
                .all());
    }

    @Override
    public Optional<ClientVersion> clientVersion() {
        checkOpen("engine_getClientVersion");
        return Optional.of(VERSION);
    }

    @Override
    public ForkchoiceResult forkchoiceUpdated(ForkchoiceState state, Optional<PayloadAttributes> attributes) {
        checkOpen("engine_forkchoiceUpdated");
        return switch (execution.chain().forkchoice(state.head(), state.safe(), state.finalized())) {
            case ForkchoiceOutcome.Applied _ ->
                new ForkchoiceResult.Valid(attributes.map(wanted -> startBuild(state.head(), wanted)));
            case ForkchoiceOutcome.Skipped _ -> new ForkchoiceResult.Valid(Optional.empty());
            case ForkchoiceOutcome.UnknownHead _ -> new ForkchoiceResult.Syncing();
            case ForkchoiceOutcome.TooDeep(long number, long current) ->
                throw failed(new ExecutionFailure.TooDeepReorg(
                        "from block " + current + " to " + number + ", whose state is no longer kept"));
            case ForkchoiceOutcome.InvalidHead(Optional<Bytes32> latestValid, BlockProblem problem) ->
                new ForkchoiceResult.Invalid(latestValid, problem.message());
            case ForkchoiceOutcome.Inconsistent(String reason) ->
                throw failed(new ExecutionFailure.InvalidForkchoice(reason));
        };
    }

    private PayloadId startBuild(Bytes32 head, PayloadAttributes wanted) {
        Block parent = execution.chain().blockByHash(head).orElseThrow();
        if (Long.compareUnsigned(wanted.timestamp(), parent.header().timestamp()) <= 0) {
            throw failed(new ExecutionFailure.InvalidAttributes("timestamp " + wanted.timestamp()
                    + " is not above the parent's " + parent.header().timestamp()));
        }
        BuildAttributes attributes = new BuildAttributes(
                wanted.timestamp(),
                wanted.prevRandao(),
                wanted.feeRecipient(),
                wanted.withdrawals(),
                wanted.parentBeaconBlockRoot());
        return new PayloadId(execution.startBuild(parent, attributes));
    }

    @Override
    public BuiltPayload getPayload(PayloadId id) {
        checkOpen("engine_getPayload");
        BuiltBlock built = execution
                .takeBuild(id.value())
                .orElseThrow(() -> failed(new ExecutionFailure.UnknownPayload("no build " + id)));
        return new BuiltPayload(execution.payload(built), built.value().toWei());
    }

    @Override
    public PayloadStatus newPayload(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot) {
        checkOpen("engine_newPayload");
        return switch (execution.newPayload(payload, parentBeaconBlockRoot)) {
            case ImportResult.Valid _ -> new PayloadStatus.Valid(payload.blockHash());
            case ImportResult.Invalid(Optional<Bytes32> latestValid, BlockProblem problem) ->
                new PayloadStatus.Invalid(latestValid, problem.message());
            case ImportResult.UnknownParent _ -> new PayloadStatus.Syncing();
            case ImportResult.ParentStatePruned _ -> new PayloadStatus.Accepted();
        };
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByHash(List<Bytes32> hashes) {
        checkOpen(EngineMethods.BODIES_BY_HASH);
        if (hashes.size() > MAX_BODIES) {
            throw new IllegalArgumentException("at most 32 bodies at once, got " + hashes.size());
        }
        return hashes.stream()
                .map(hash -> kept(() -> execution.chain().blockByHash(hash)).map(EmbeddedExecutionClient::body))
                .toList();
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByRange(long start, int count) {
        checkOpen(EngineMethods.BODIES_BY_RANGE);
        if (start < 1 || count < 1 || count > MAX_BODIES) {
            throw new IllegalArgumentException("start from 1 and count 1 to 32, got " + start + " and " + count);
        }
        long last =
                Math.min(start + count - 1, execution.chain().head().header().number());
        List<Optional<PayloadBody>> bodies = new ArrayList<>();
        for (long number = start; number <= last; number++) {
            BlockRef at = new BlockRef.Height(number);
            bodies.add(kept(() -> find(at)).map(EmbeddedExecutionClient::body));
        }
        return bodies;
    }

    /** Pruned is as unknown to callers: both can be handed in. */
    private static Optional<Block> kept(Supplier<Optional<Block>> search) {
        try {
            return search.get();
        } catch (PrunedHistoryException _) {
            return Optional.empty();
        }
    }

    private static PayloadBody body(Block block) {
        return new PayloadBody(
                block.transactions().stream().map(SignedTransaction::encoded).toList(), block.withdrawals());
    }

    @Override
    public Optional<BlockHeader> headerByHash(Bytes32 hash) {
        checkOpen("eth_getBlockByHash");
        return execution.chain().header(hash).map(header -> header(hash, header));
    }

    @Override
    public Optional<BlockHeader> headerAt(BlockRef block) {
        checkOpen("eth_getBlockByNumber");
        Optional<Bytes32> hash = switch (block) {
            case BlockRef.Height(long number) -> execution.chain().hashAt(number);
            case BlockRef.Tag _ -> find(block).map(Block::hash);
        };
        return hash.flatMap(this::headerByHash);
    }

    private static BlockHeader header(Bytes32 hash, org.alys.evm.block.BlockHeader header) {
        return new BlockHeader(
                hash,
                header.parentHash(),
                header.number(),
                header.timestamp(),
                header.stateRoot(),
                header.gasLimit(),
                header.gasUsed(),
                header.baseFeePerGas().toWei());
    }

    @Override
    public Optional<ExecutionPayload> payloadByHash(Bytes32 hash) {
        checkOpen("eth_getBlockByHash");
        return kept(() -> execution.chain().blockByHash(hash)).map(execution::payload);
    }

    @Override
    public Optional<ExecutionPayload> payloadAt(BlockRef block) {
        checkOpen("eth_getBlockByNumber");
        return kept(() -> find(block)).map(execution::payload);
    }

    private Optional<Block> find(BlockRef reference) {
        return switch (reference) {
            case BlockRef.Height(long number) -> execution.chain().blockAt(number);
            case BlockRef.Tag tag ->
                switch (tag) {
                    case LATEST -> Optional.of(execution.chain().head());
                    case SAFE -> execution.chain().safe();
                    case FINALIZED -> execution.chain().finalized();
                };
        };
    }

    @Override
    public List<Receipt> receipts(ExecutionPayload payload) {
        checkOpen(StoredReceipts.METHOD);
        return StoredReceipts.of(execution.chain(), payload);
    }

    @Override
    public Wei balance(EvmAddress address, BlockRef block) {
        checkOpen("eth_getBalance");
        return account(state("eth_getBalance", block), address).balance().toWei();
    }

    @Override
    public Bytes code(EvmAddress address, BlockRef block) {
        checkOpen("eth_getCode");
        StateView state = state("eth_getCode", block);
        return state.code(account(state, address).codeHash());
    }

    private static Account account(StateView state, EvmAddress address) {
        return state.account(address).orElse(Account.EMPTY);
    }

    private StateView state(String method, BlockRef reference) {
        Block block = find(reference)
                .orElseThrow(() ->
                        failed(new ExecutionFailure.RpcError(method, SERVER_ERROR, "unknown block " + reference)));
        return execution
                .chain()
                .stateAfter(block)
                .orElseThrow(() -> failed(new ExecutionFailure.RpcError(
                        method, SERVER_ERROR, "missing trie node: state of block " + reference + " is pruned")));
    }

    @Override
    public long chainId() {
        checkOpen("eth_chainId");
        return execution.chain().chainId().toLongSaturated();
    }

    @Override
    public Optional<SyncProgress> syncProgress() {
        checkOpen("eth_syncing");
        return Optional.empty();
    }

    @Override
    public Bytes32 sendRawTransaction(Bytes transaction) {
        checkOpen("eth_sendRawTransaction");
        return switch (execution.pool().submitLocal(transaction)) {
            case Submission.Accepted accepted -> accepted.transaction().hash();
            case Submission.Refused(Rejection reason) ->
                throw failed(new ExecutionFailure.RpcError("eth_sendRawTransaction", SERVER_ERROR, reason.message()));
        };
    }

    private void checkOpen(String method) {
        if (closed.get()) {
            throw failed(new ExecutionFailure.Unreachable(method, "this process", "it was closed"));
        }
    }

    private static ExecutionFailedException failed(ExecutionFailure failure) {
        return new ExecutionFailedException(failure);
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
