package org.alys.node.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.rules.Ancestors;
import org.alys.chain.rules.ChainState;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainPoint;
import org.alys.storage.ImportBatch;
import org.alys.storage.StoredBlock;
import org.alys.storage.StoredCertificate;

/** The chain's blocks and states, in memory where they are needed often and on disk otherwise. */
final class ChainStore implements Ancestors, Execution.Ancestry {
    private final ActorRef<StorageMessage> storage;
    private final StoredBlocks codec;
    private final BlockTree tree;
    /** States of final blocks that no proof covers yet: every template looks at all of them. */
    private final Map<Bytes32, ChainState> openStates = new HashMap<>();

    private Optional<Proven> proven = Optional.empty();

    /** What can be proven while the final block is the one with this root. */
    private record Proven(Bytes32 finalRoot, ChainPoint point) {}

    ChainStore(ActorRef<StorageMessage> storage, StoredBlocks codec, BlockTree tree) {
        this.storage = storage;
        this.codec = codec;
        this.tree = tree;
    }

    BlockTree tree() {
        return tree;
    }

    @Override
    public Optional<ChainState> stateOf(Bytes32 root) {
        Optional<ChainState> recent = tree.find(root).flatMap(BlockTree.Entry::state);
        if (recent.isPresent()) {
            return recent;
        }
        ChainState open = openStates.get(root);
        return open != null ? Optional.of(open) : readState(root);
    }

    private Optional<ChainState> readState(Bytes32 root) {
        Optional<ChainState> state = storage.ask(
                        (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetState(root, reply),
                        ChainPorts.STORAGE_PATIENCE)
                .map(bytes -> StoredBlocks.required(ChainState.decode(bytes.toArray())));
        state.filter(found -> found.height()
                        >= tree.finalEntry().executedState().finality().height())
                .ifPresent(found -> openStates.put(root, found));
        return state;
    }

    /** Keeps a final block's state at hand, and forgets those that a proof covers. */
    void remember(ChainState finalState) {
        openStates.put(finalState.root(), finalState);
        long bitcoinFinal = finalState.finality().height();
        openStates.values().removeIf(state -> state.height() < bitcoinFinal);
    }

    @Override
    public Optional<Block> find(Bytes32 root) {
        return block(root).map(StoredBlocks.Stored::signed).map(SignedBlock::block);
    }

    /** Whether this recent block is here with its certificate. */
    boolean isCertified(Bytes32 root) {
        return tree.find(root).flatMap(BlockTree.Entry::certificate).isPresent();
    }

    Optional<StoredBlocks.Stored> block(Bytes32 root) {
        return tree.find(root)
                .map(entry -> new StoredBlocks.Stored(entry.signed(), entry.certificate()))
                .or(() -> storage.ask(
                                (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetBlock(root, reply),
                                ChainPorts.STORAGE_PATIENCE)
                        .map(codec::decode));
    }

    /** Final blocks from a height on, at most so many bytes of them, save that one is always given. */
    List<StoredBlocks.Stored> finalBlocks(long fromHeight, int most, long maxBytes) {
        return storage
                .ask(
                        (Reply<List<StoredBlock>> reply) ->
                                new StorageMessage.GetBlocks(fromHeight, most, maxBytes, reply),
                        ChainPorts.STORAGE_PATIENCE)
                .stream()
                .map(stored -> codec.decode(stored.bytes()))
                .toList();
    }

    /** The finalize certificate of a final block, if it has one of its own. */
    Optional<Certificate> finality(Block block) {
        return storage.ask(
                        (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetFinality(block.slot(), reply),
                        ChainPorts.STORAGE_PATIENCE)
                .map(bytes -> StoredBlocks.required(Certificate.SCHEMA.decode(bytes)))
                .filter(certificate -> certificate.ballot().equals(Ballot.finalize(block.slot(), block.root())));
    }

    /**
     * The highest final block with a finalize certificate of its own, or genesis. A block may be final by that of a later one, which this
     * node was told not to execute.
     */
    ChainPoint provenFinal() {
        Block last = tree.finalEntry().block();
        ChainPoint point = proven.filter(known -> known.finalRoot().equals(last.root()))
                .map(Proven::point)
                .orElseGet(() -> highestProven(last));
        proven = Optional.of(new Proven(last.root(), point));
        return point;
    }

    private ChainPoint highestProven(Block last) {
        Block block = last;
        while (block.height() > 0 && finality(block).isEmpty()) {
            Bytes32 parent = block.parentRoot();
            block = find(parent)
                    .orElseThrow(() -> new IllegalStateException("the database lost the final block " + parent));
        }
        return point(block);
    }

    void write(ImportBatch batch) {
        storage.ask(
                (Reply<StorageMessage.Written> reply) -> new StorageMessage.Write(batch, reply),
                ChainPorts.STORAGE_PATIENCE);
    }

    ImportBatch put(ImportBatch batch, SignedBlock block, Optional<Certificate> certificate) {
        return batch.putBlock(block.block().root(), block.block().slot(), codec.encode(block, certificate));
    }

    static ImportBatch put(ImportBatch batch, Certificate certificate) {
        Ballot ballot = certificate.ballot();
        StoredCertificate.Kind kind = switch (ballot.kind()) {
            case FINALIZE -> StoredCertificate.Kind.FINALIZE;
            case SKIP -> StoredCertificate.Kind.SKIP;
            case NOTARIZE -> throw new IllegalArgumentException("a notarize certificate is stored with its block");
        };
        return batch.certificate(new StoredCertificate(
                kind, ballot.fromSlot(), ballot.toSlot(), Certificate.SCHEMA.encode(certificate)));
    }

    static ChainPoint point(Block block) {
        return new ChainPoint(block.height(), block.slot(), block.root());
    }
}
