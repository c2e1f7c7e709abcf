package org.alys.node.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.alys.actor.health.BatchResult;
import org.alys.actor.supervision.SupervisionStatistics;
import org.alys.bridge.PegOutState;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.evidence.Evidence;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/** A node whose answers the test sets. */
public final class ScriptedNode implements MiningApi, QueryApi, SyncApi, HealthApi {
    public static final Bytes32 HASH = filled(0x11);
    public static final EvmAddress MINER = EvmAddress.fromHex("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

    public volatile Function<EvmAddress, CreateAuxBlock> create = payTo -> new CreateAuxBlock.Created(template());
    public volatile BiFunction<Bytes32, byte[], SubmitAuxBlock> submit = (hash, proof) -> new SubmitAuxBlock.Accepted();
    public volatile Optional<EvmAddress> payout = Optional.empty();
    public volatile List<AuxPowSubmission> submissions = List.of();
    public volatile Optional<AuxPowView> queued = Optional.empty();
    public volatile DepositAddress deposit = new DepositAddress.Address("bcrt1qexample");
    public volatile SidechainView.Sync sync = synced();
    /** What the orders to the sync are answered with. */
    public volatile SyncAnswer syncAnswer = new SyncAnswer.Obeyed(synced());

    public volatile List<SyncPeerView> syncPeers = List.of();

    public volatile Health health =
            new Health(Health.Status.HEALTHY, true, "ready", List.of(), List.of(), new Health.Actors(100, List.of()));
    public volatile Optional<HealthTrends> trends = Optional.empty();
    public volatile SupervisionView supervision =
            new SupervisionView(List.of(), List.of(), SupervisionStatistics.of(List.of(), Instant.EPOCH));
    public volatile Optional<BatchResult> check = Optional.empty();
    public final Map<String, Object> seen = new ConcurrentHashMap<>();

    public static AuxBlockTemplate template() {
        return new AuxBlockTemplate(
                HASH, 1212, filled(0x22), 0, 0x1d00ffff, 43, Bytes32.fromHex("00000000ffff" + "00".repeat(26)));
    }

    public static Bytes32 filled(int value) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) value);
        return Bytes32.of(bytes);
    }

    /** 00, 01, 02 ... so that reversal shows. */
    static Bytes32 counting() {
        byte[] bytes = new byte[32];
        IntStream.range(0, 32).forEach(i -> bytes[i] = (byte) i);
        return Bytes32.of(bytes);
    }

    static BlockView block(long height) {
        ExecutionPayload payload = new ExecutionPayload(
                Fork.PRAGUE,
                filled(1),
                MINER,
                filled(2),
                filled(3),
                Bytes.of(new byte[256]),
                filled(4),
                height,
                30_000_000,
                21_000,
                1_700_000_000L,
                Bytes.EMPTY,
                Wei.of(7),
                filled(5),
                List.of(Bytes.fromHex("02ff")),
                List.of(new Withdrawal(0, 1, MINER, 10)),
                0,
                0,
                List.of());
        return new BlockView(
                filled(6),
                filled(7),
                height,
                100,
                1,
                BlockView.Finality.FEDERATION_FINAL,
                MemberSet.EMPTY.with(0).with(2),
                payload,
                List.of(pegIn()),
                List.of(counting()),
                List.of(),
                Optional.of(auxPow()));
    }

    static AuxPowView auxPow() {
        return new AuxPowView(filled(8), filled(9), 10, 14, 0x207fffff, 1212, MINER, counting());
    }

    static PegInView pegIn() {
        return new PegInView(
                counting(), 1, counting(), 200, MINER, new Sats(50_000), PegInView.Status.MINTED, Optional.of(42L));
    }

    @Override
    public CreateAuxBlock createAuxBlock(EvmAddress payTo) {
        seen.put("payTo", payTo);
        return create.apply(payTo);
    }

    @Override
    public SubmitAuxBlock submitAuxBlock(Bytes32 printedHash, byte[] auxPow) {
        seen.put("hash", printedHash);
        seen.put("proof", Bytes.of(auxPow));
        return submit.apply(printedHash, auxPow);
    }

    @Override
    public Optional<EvmAddress> payoutAddress() {
        return payout;
    }

    @Override
    public List<AuxPowSubmission> recentSubmissions() {
        return submissions;
    }

    @Override
    public BlockView headBlock() {
        return block(42);
    }

    @Override
    public Optional<BlockView> blockByHeight(long height) {
        return height <= 42 ? Optional.of(block(height)) : Optional.empty();
    }

    @Override
    public Optional<BlockView> blockByHash(Bytes32 hash) {
        seen.put("blockHash", hash);
        return hash.equals(HASH) ? Optional.of(block(7)) : Optional.empty();
    }

    @Override
    public Optional<AuxPowView> queuedPow() {
        return queued;
    }

    @Override
    public DepositAddress depositAddress() {
        return deposit;
    }

    /** A member that blocks are asked of, with parts that are easy to tell from each other. */
    public static SyncPeerView asked() {
        return new SyncPeerView(
                "12D3KooWexample",
                OptionalInt.of(1),
                OptionalLong.of(41),
                0.8125,
                List.of(new SyncPeerView.Part("latency", 0.875, 0.3), new SyncPeerView.Part("membership", 1, 0.1)),
                "asked");
    }

    private static SidechainView.Sync synced() {
        return new SidechainView.Sync(
                "synced", 4, "synced", 41, 41, 1, 0, OptionalLong.empty(), true, Optional.empty());
    }

    @Override
    public SidechainView sidechain() {
        return new SidechainView(
                "0.1.0",
                "development",
                121_212,
                1212,
                filled(9),
                new SidechainView.Point(42, filled(6)),
                new SidechainView.Point(41, filled(5)),
                Instant.parse("2026-01-02T03:04:06Z"),
                new SidechainView.Point(36, filled(4)),
                10,
                0x207fffff,
                3,
                2,
                2,
                sync.code() != 4,
                sync,
                1,
                Optional.of(new SidechainView.Bitcoin("regtest", 210)),
                Optional.empty(),
                new SidechainView.Peg(new Sats(70_000), Sats.ZERO, new Sats(70_000), 1, 0));
    }

    @Override
    public Bytes32 genesisRoot() {
        return filled(9);
    }

    @Override
    public List<EvidenceView> evidence() {
        BlsSignature signature = new BlsSignature(Bytes.fromHex("c0" + "00".repeat(95)));
        return List.of(new EvidenceView(
                Bytes.fromHex("a1".repeat(48)),
                Instant.parse("2026-01-02T03:04:05Z"),
                new Evidence.DoubleVote(
                        new Vote(Ballot.finalize(8, filled(1)), 2, signature),
                        new Vote(Ballot.skip(7, 9), 2, signature))));
    }

    @Override
    public List<PegInView> pegIns(int count, int skip) {
        seen.put("pegIns", count + "," + skip);
        return List.of(pegIn());
    }

    @Override
    public List<PegOutView> pegOuts(int count, int skip) {
        seen.put("pegOuts", count + "," + skip);
        return List.of(
                pegOut(Bytes.of("bcrt1qtext".getBytes(StandardCharsets.US_ASCII))), pegOut(Bytes.fromHex("62ff")));
    }

    private static PegOutView pegOut(Bytes recipient) {
        return new PegOutView(
                filled(6),
                40,
                3,
                filled(7),
                MINER,
                recipient,
                new Sats(25_000),
                PegOutState.REQUESTED,
                BlockView.Finality.BITCOIN_FINAL,
                3);
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public Optional<HealthTrends> trends() {
        return trends;
    }

    @Override
    public SupervisionView supervision() {
        return supervision;
    }

    @Override
    public Optional<BatchResult> check() {
        return check;
    }

    static AuxPowSubmission submission(SubmitAuxBlock outcome) {
        return new AuxPowSubmission(Instant.EPOCH, HASH, Optional.of(counting()), outcome);
    }

    @Override
    public SidechainView.Sync syncStatus() {
        return sync;
    }

    @Override
    public List<SyncPeerView> syncPeers() {
        return syncPeers;
    }

    @Override
    public SyncAnswer pauseSync() {
        seen.put("pauseSync", true);
        return syncAnswer;
    }

    @Override
    public SyncAnswer resumeSync(OptionalLong until) {
        seen.put("resumeSync", until);
        return syncAnswer;
    }
}
