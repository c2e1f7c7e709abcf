package org.alys.node.federation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.alys.engine.BlockHeader;
import org.alys.engine.BlockRef;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ClientVersion;
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
import org.alys.engine.genesis.BridgeContract;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Wei;

/**
 * An execution layer of maps: withdrawals mint, {@link Spend}s pay and burn, hashes cover all contents. It knows what it was sent
 * and nothing else, and fails in the ways it is told to.
 */
final class FakeExecution implements ExecutionClient {
    private record Executed(ExecutionPayload payload, Map<EvmAddress, Wei> balances, List<Receipt> receipts) {}

    private final ExecutionPayload genesis;
    private final Map<Bytes32, Executed> blocks = new HashMap<>();
    private final Map<PayloadId, ExecutionPayload> builds = new HashMap<>();
    private final List<Bytes> pool = new ArrayList<>();
    private final Set<Bytes32> invalid = new HashSet<>();
    private ForkchoiceState forkchoice;
    private boolean down;
    private boolean syncing;
    private long calls;
    private long failFromCall = Long.MAX_VALUE;
    private final Map<Long, Runnable> before = new HashMap<>();

    FakeExecution(ExecutionPayload genesis) {
        this.genesis = genesis;
        this.forkchoice = new ForkchoiceState(genesis.blockHash(), Bytes32.ZERO, Bytes32.ZERO);
        forget();
    }

    static ExecutionPayload genesis(long time) {
        return hashed(
                payload(Bytes32.ZERO, 0, time, Bytes32.ZERO, EvmAddress.ZERO, List.of(), List.of(), 0), Bytes32.ZERO);
    }

    /** Loses everything but genesis. */
    synchronized void forget() {
        blocks.clear();
        builds.clear();
        blocks.put(genesis.blockHash(), new Executed(genesis, Map.of(), List.of()));
        forkchoice = new ForkchoiceState(genesis.blockHash(), Bytes32.ZERO, Bytes32.ZERO);
    }

    synchronized void setDown(boolean value) {
        down = value;
    }

    /** Says SYNCING to everything from now on, or no longer. */
    synchronized void setSyncing(boolean value) {
        syncing = value;
    }

    synchronized void callInvalid(Bytes32 blockHash) {
        invalid.add(blockHash);
    }

    /** From this call on, counted from 0, there is no answer any more. */
    synchronized void failFromCall(long index) {
        calls = 0;
        failFromCall = index;
    }

    /** Does this once, when the payload of this number comes and before it is executed. */
    synchronized void before(long number, Runnable action) {
        before.put(number, action);
    }

    synchronized long calls() {
        return calls;
    }

    synchronized ForkchoiceState forkchoice() {
        return forkchoice;
    }

    /** The balance at the head. */
    synchronized Wei balance(EvmAddress address) {
        return block(forkchoice.head()).balances().getOrDefault(address, Wei.ZERO);
    }

    @Override
    public synchronized ForkchoiceResult forkchoiceUpdated(
            ForkchoiceState state, Optional<PayloadAttributes> attributes) {
        begin("engine_forkchoiceUpdated");
        if (syncing || !blocks.containsKey(state.head())) {
            return new ForkchoiceResult.Syncing();
        }
        requireAncestor(state.safe(), state.head());
        requireAncestor(state.finalized(), state.head());
        forkchoice = state;
        return new ForkchoiceResult.Valid(attributes.map(wanted -> build(block(state.head()), wanted)));
    }

    private void requireAncestor(Bytes32 ancestor, Bytes32 head) {
        Bytes32 at = head;
        while (!ancestor.isZero() && !at.equals(ancestor)) {
            if (at.isZero()) {
                throw new ExecutionFailedException(
                        new ExecutionFailure.InvalidForkchoice(ancestor + " is no ancestor of " + head));
            }
            at = block(at).payload().parentHash();
        }
    }

    /** The hashes from genesis to {@code head}. */
    private List<Bytes32> line(Bytes32 head) {
        List<Bytes32> line = new ArrayList<>();
        Bytes32 at = head;
        while (!at.isZero()) {
            line.addFirst(at);
            at = block(at).payload().parentHash();
        }
        return line;
    }

    private PayloadId build(Executed parent, PayloadAttributes wanted) {
        List<Bytes> transactions = new ArrayList<>();
        Set<Bytes> included = new HashSet<>();
        if (!pool.isEmpty()) {
            line(parent.payload().blockHash())
                    .forEach(hash -> included.addAll(block(hash).payload().transactions()));
        }
        for (Bytes transaction : pool) {
            List<Bytes> more = new ArrayList<>(transactions);
            more.add(transaction);
            if (!included.contains(transaction)
                    && execute(parent, draft(parent, wanted, more)).isPresent()) {
                transactions = more;
            }
        }
        ExecutionPayload payload = hashed(draft(parent, wanted, transactions), wanted.parentBeaconBlockRoot());
        PayloadId id = new PayloadId(
                Bytes.of(java.util.Arrays.copyOf(payload.blockHash().toArray(), PayloadId.SIZE)));
        builds.put(id, payload);
        return id;
    }

    private static ExecutionPayload draft(Executed parent, PayloadAttributes wanted, List<Bytes> transactions) {
        return payload(
                parent.payload().blockHash(),
                parent.payload().blockNumber() + 1,
                wanted.timestamp(),
                wanted.prevRandao(),
                wanted.feeRecipient(),
                transactions,
                wanted.withdrawals(),
                Spend.GAS * transactions.size());
    }

    @Override
    public synchronized BuiltPayload getPayload(PayloadId id) {
        begin("engine_getPayload");
        ExecutionPayload payload = builds.get(id);
        if (payload == null) {
            throw new ExecutionFailedException(new ExecutionFailure.UnknownPayload(id.toString()));
        }
        return new BuiltPayload(payload, Wei.ZERO);
    }

    @Override
    public synchronized PayloadStatus newPayload(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot) {
        begin("engine_newPayload");
        Optional.ofNullable(before.remove(payload.blockNumber())).ifPresent(Runnable::run);
        if (invalid.contains(payload.blockHash())) {
            return new PayloadStatus.Invalid(Optional.of(payload.parentHash()), "scripted");
        }
        if (!hashed(payload, parentBeaconBlockRoot).blockHash().equals(payload.blockHash())) {
            return new PayloadStatus.Invalid(Optional.empty(), "the hash does not match");
        }
        Executed parent = blocks.get(payload.parentHash());
        if (syncing || parent == null) {
            return new PayloadStatus.Syncing();
        }
        Optional<Executed> executed = execute(parent, payload);
        if (executed.isEmpty()) {
            return new PayloadStatus.Invalid(Optional.of(payload.parentHash()), "a sender is too poor");
        }
        blocks.put(payload.blockHash(), executed.get());
        return new PayloadStatus.Valid(payload.blockHash());
    }

    /** Empty when somebody pays more than he has. */
    private static Optional<Executed> execute(Executed parent, ExecutionPayload payload) {
        Map<EvmAddress, Wei> balances = new HashMap<>(parent.balances());
        List<Receipt> receipts = new ArrayList<>();
        int logs = 0;
        for (Bytes transaction : payload.transactions()) {
            Spend spend = Spend.decode(transaction);
            if (balances.getOrDefault(spend.sender(), Wei.ZERO).compareTo(spend.cost()) < 0) {
                return Optional.empty();
            }
            balances.merge(spend.sender(), spend.cost(), Wei::minus);
            balances.merge(payload.feeRecipient(), spend.tips(), Wei::plus);
            balances.merge(BridgeContract.BURN_ADDRESS, spend.burned().toWei(), Wei::plus);
            receipts.add(new Receipt(
                    Bytes32.of(Hashes.keccak256(transaction.toArray())),
                    receipts.size(),
                    payload.blockHash(),
                    spend.sender(),
                    Optional.of(BridgeContract.ADDRESS),
                    Optional.empty(),
                    true,
                    Spend.GAS,
                    Spend.GAS * (receipts.size() + 1),
                    spend.gasPrice(),
                    spend.logs(logs)));
            logs += receipts.getLast().logs().size();
        }
        for (Withdrawal withdrawal : payload.withdrawals()) {
            balances.merge(withdrawal.address(), Wei.ofGwei(withdrawal.amountGwei()), Wei::plus);
        }
        return Optional.of(new Executed(payload, balances, receipts));
    }

    @Override
    public synchronized List<Receipt> receipts(ExecutionPayload payload) {
        begin("eth_getBlockReceipts");
        return Optional.ofNullable(blocks.get(payload.blockHash()))
                .map(Executed::receipts)
                .orElseThrow(() -> new ExecutionFailedException(
                        new ExecutionFailure.UnknownBlock("eth_getBlockReceipts", payload.blockHash())));
    }

    @Override
    public synchronized Wei balance(EvmAddress address, BlockRef at) {
        begin("eth_getBalance");
        return canonical(at)
                .map(block -> block.balances().getOrDefault(address, Wei.ZERO))
                .orElseThrow(() -> new ExecutionFailedException(
                        new ExecutionFailure.UnknownBlock("eth_getBalance", Bytes32.ZERO)));
    }

    @Override
    public synchronized Optional<BlockHeader> headerByHash(Bytes32 hash) {
        begin("eth_getBlockByHash");
        return Optional.ofNullable(blocks.get(hash)).map(block -> header(block.payload()));
    }

    @Override
    public synchronized Optional<BlockHeader> headerAt(BlockRef at) {
        begin("eth_getBlockByNumber");
        return canonical(at).map(block -> header(block.payload()));
    }

    @Override
    public synchronized Optional<ExecutionPayload> payloadByHash(Bytes32 hash) {
        begin("eth_getBlockByHash");
        return Optional.ofNullable(blocks.get(hash)).map(Executed::payload);
    }

    @Override
    public synchronized Optional<ExecutionPayload> payloadAt(BlockRef at) {
        begin("eth_getBlockByNumber");
        return canonical(at).map(Executed::payload);
    }

    private Optional<Executed> canonical(BlockRef at) {
        List<Bytes32> line = line(forkchoice.head());
        return switch (at) {
            case BlockRef.Height(long value) when value < line.size() -> Optional.of(block(line.get((int) value)));
            case BlockRef.Height _ -> Optional.empty();
            case BlockRef.Tag.LATEST -> Optional.of(block(forkchoice.head()));
            case BlockRef.Tag.SAFE -> Optional.ofNullable(blocks.get(forkchoice.safe()));
            case BlockRef.Tag.FINALIZED -> Optional.ofNullable(blocks.get(forkchoice.finalized()));
        };
    }

    private Executed block(Bytes32 hash) {
        return Optional.ofNullable(blocks.get(hash))
                .orElseThrow(() -> new IllegalStateException("the fake does not know " + hash));
    }

    @Override
    public synchronized Bytes32 sendRawTransaction(Bytes transaction) {
        pool.add(transaction);
        return Bytes32.of(Hashes.keccak256(transaction.toArray()));
    }

    private void begin(String method) {
        if (down || calls++ >= failFromCall) {
            throw new ExecutionFailedException(new ExecutionFailure.Unreachable(method, "fake", "scripted"));
        }
    }

    private static BlockHeader header(ExecutionPayload payload) {
        return new BlockHeader(
                payload.blockHash(),
                payload.parentHash(),
                payload.blockNumber(),
                payload.timestamp(),
                payload.stateRoot(),
                payload.gasLimit(),
                payload.gasUsed(),
                payload.baseFeePerGas());
    }

    private static ExecutionPayload payload(
            Bytes32 parent,
            long number,
            long timestamp,
            Bytes32 randao,
            EvmAddress feeRecipient,
            List<Bytes> transactions,
            List<Withdrawal> withdrawals,
            long gasUsed) {
        return new ExecutionPayload(
                Fork.PRAGUE,
                parent,
                feeRecipient,
                Bytes32.ZERO,
                Bytes32.ZERO,
                Bytes.of(new byte[256]),
                randao,
                number,
                30_000_000,
                gasUsed,
                timestamp,
                Bytes.EMPTY,
                Spend.BASE_FEE,
                Bytes32.ZERO,
                transactions,
                withdrawals,
                0,
                0,
                List.of());
    }

    /** The same payload under the hash of its contents. */
    static ExecutionPayload hashed(ExecutionPayload payload, Bytes32 beaconRoot) {
        String contents = new TreeMap<>(Map.of(
                        "parent", payload.parentHash(),
                        "number", payload.blockNumber(),
                        "time", payload.timestamp(),
                        "randao", payload.prevRandao(),
                        "fees", payload.feeRecipient(),
                        "transactions", payload.transactions(),
                        "withdrawals", payload.withdrawals(),
                        "extra", payload.extraData(),
                        "gas", payload.gasUsed(),
                        "beacon", beaconRoot))
                .toString();
        Bytes32 hash = Bytes32.of(Hashes.sha256(contents.getBytes(StandardCharsets.UTF_8)));
        return new ExecutionPayload(
                payload.fork(),
                payload.parentHash(),
                payload.feeRecipient(),
                payload.stateRoot(),
                payload.receiptsRoot(),
                payload.logsBloom(),
                payload.prevRandao(),
                payload.blockNumber(),
                payload.gasLimit(),
                payload.gasUsed(),
                payload.timestamp(),
                payload.extraData(),
                payload.baseFeePerGas(),
                hash,
                payload.transactions(),
                payload.withdrawals(),
                payload.blobGasUsed(),
                payload.excessBlobGas(),
                payload.executionRequests());
    }

    @Override
    public Set<String> exchangeCapabilities() {
        return Set.of();
    }

    @Override
    public Optional<ClientVersion> clientVersion() {
        return Optional.empty();
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByHash(List<Bytes32> hashes) {
        throw new UnsupportedOperationException("nobody asks the fake for bodies");
    }

    @Override
    public List<Optional<PayloadBody>> payloadBodiesByRange(long start, int count) {
        throw new UnsupportedOperationException("nobody asks the fake for bodies");
    }

    @Override
    public Bytes code(EvmAddress address, BlockRef block) {
        return Bytes.EMPTY;
    }

    @Override
    public long chainId() {
        return 121_212;
    }

    @Override
    public Optional<SyncProgress> syncProgress() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
