package org.alys.node.bridge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Reply;
import org.alys.actor.durable.Journal;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.PegEvent;
import org.alys.bridge.PegOut;
import org.alys.bridge.PegOutId;
import org.alys.bridge.Pegs;
import org.alys.chain.block.PegIn;
import org.alys.chain.spec.Presets;
import org.alys.node.bridge.BridgeMessage.Holdings;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.http.PegInView;
import org.alys.node.storage.StorageActor;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.ImportBatch;
import org.alys.storage.PegOutKey;
import org.alys.storage.journal.RocksJournal;

/** A bridge actor with its storage; closing and opening it again is a restart of the node. */
final class RunningBridge implements AutoCloseable {
    static final Bytes FEDERATION =
            Bytes.fromHex("51209b1e062807d4c8fd92ab26322c8bd9f2a5394e0ae9211fd5c53b35f89e3655fc");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STREAM = "pegs";
    private static final Bytes32 GENESIS = Bytes32.fromHex("11".repeat(32));

    private final ChainDatabase database;
    private final RocksJournal journal;
    private final ActorSystem system;
    private final ActorRef<BridgeMessage> bridge;

    RunningBridge(Path directory, ScriptedBitcoin bitcoin) {
        this(directory, bitcoin, journal -> journal);
    }

    /** @param faults stands between the bridge and its journal */
    RunningBridge(Path directory, ScriptedBitcoin bitcoin, UnaryOperator<Journal> faults) {
        database = ChainDatabase.open(directory.resolve("chain"), GENESIS, DatabaseOptions.standard());
        journal = RocksJournal.open(directory.resolve("bridge"));
        system = ActorSystem.named("bridge-test").build();
        ActorRef<StorageMessage> storage =
                system.spawn("storage", () -> new StorageActor(database), ActorOptions.DEFAULTS);
        BridgeActor.Settings settings = new BridgeActor.Settings(
                STREAM, FEDERATION, "bcrt1pnv0qv2q86", Presets.development(0), Duration.ofHours(1));
        Journal seen = faults.apply(journal);
        bridge = system.spawn(
                "bridge",
                () -> new BridgeActor(settings, bitcoin, seen, storage),
                ActorOptions.DEFAULTS.withDependencies("storage"));
        system.start();
    }

    BridgeStatus status() {
        return bridge.ask(BridgeMessage.GetBridgeStatus::new, PATIENCE);
    }

    /** Wakes the bridge and asks until its status is as expected. */
    BridgeStatus pollUntil(Predicate<BridgeStatus> expected) {
        bridge.tell(new BridgeMessage.Poll());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        BridgeStatus status = status();
        while (!expected.test(status)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + status);
            }
            status = status();
        }
        return status;
    }

    BridgeStatus readUpTo(int height) {
        return pollUntil(status -> status.synced()
                && status.tipHeight() == height
                && status.problem().isEmpty());
    }

    List<PegIn> mintable() {
        return bridge.ask(reply -> new BridgeMessage.GetMintable(16, Set.of(), reply), PATIENCE);
    }

    PegInVerdict verify(PegIn... pegIns) {
        return bridge.ask(reply -> new BridgeMessage.VerifyPegIns(List.of(pegIns), reply), PATIENCE);
    }

    /** What the chain does when a final block mints. */
    void minted(long height, OutPoint... outPoints) {
        List.of(outPoints).forEach(outPoint -> storeMint(outPoint, height));
        takeUp();
    }

    void takeUp() {
        bridge.tell(new BridgeMessage.TakeUp());
    }

    List<PegOut> pegOuts() {
        return bridge.ask((Reply<List<PegOut>> reply) -> new BridgeMessage.ListPegOuts(100, 0, reply), PATIENCE);
    }

    void write(ImportBatch batch) {
        database.write(batch);
    }

    /** Whether the journal holds that the bridge took up this request. */
    boolean hasTakenUp(PegOutKey key) {
        return journal.eventsAfter(STREAM, 0).stream()
                .map(stored -> Pegs.decodeEvent(stored.bytes()).orElseThrow())
                .anyMatch(event -> event instanceof PegEvent.PegOutRequested(PegOutId id, var _)
                        && key.equals(new PegOutKey(id.slot(), id.block(), id.logIndex())));
    }

    Holdings holdings(OutPoint... unfinished) {
        return knownHoldings(unfinished).orElseThrow();
    }

    Optional<Holdings> knownHoldings(OutPoint... unfinished) {
        return bridge.ask(
                (Reply<Optional<Holdings>> reply) -> new BridgeMessage.GetHoldings(Set.of(unfinished), reply),
                PATIENCE);
    }

    List<PegInView> list() {
        return bridge.ask(reply -> new BridgeMessage.ListPegIns(100, 0, reply), PATIENCE);
    }

    /** What the chain writes with a final block, without the message that tells the bridge. */
    void storeMint(OutPoint outPoint, long height) {
        database.write(new ImportBatch().minted(PegIns.key(outPoint), height));
    }

    @Override
    public void close() {
        system.close();
        journal.close();
        database.close();
    }
}
