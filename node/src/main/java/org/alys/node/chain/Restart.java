package org.alys.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alys.actor.Reply;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.consensus.Candidate;
import org.alys.chain.rules.ChainState;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.node.storage.Restored;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.AuxPowProof;
import org.alys.storage.ChainPoint;
import org.alys.storage.ImportBatch;
import org.alys.storage.StoredCertificate;

/**
 * Where a node goes on: genesis the first time, and later what the database and the slashing store hold.
 *
 * @param voting what the voting machine begins with
 * @param judged blocks that passed the rules before
 * @param proofs merged-mining proofs that no block carries yet
 * @param unusable range ends of stored proofs that no block can carry any more
 */
record Restart(
        ChainStore store,
        org.alys.chain.consensus.Restored voting,
        Set<Bytes32> judged,
        List<AuxPowDesk.Proof> proofs,
        List<Bytes32> unusable) {

    static Restart from(ChainSetup setup) {
        Restored restored = setup.ports().storage().ask(StorageMessage.Restore::new, ChainPorts.STORAGE_PATIENCE);
        if (restored.finalPoint().isEmpty()) {
            storeGenesis(setup);
            restored = setup.ports().storage().ask(StorageMessage.Restore::new, ChainPorts.STORAGE_PATIENCE);
        }
        ChainPoint finalPoint = restored.finalPoint()
                .orElseThrow(() -> new IllegalStateException("genesis was stored and is not there"));
        return new Reader(setup, restored, finalPoint).read();
    }

    private static void storeGenesis(ChainSetup setup) {
        Block genesis = setup.genesis();
        StoredBlocks codec = new StoredBlocks(genesis.fork());
        SignedBlock unsigned = new SignedBlock(genesis, new BlsSignature(Bytes.of(new byte[BlsSignature.SIZE])));
        ChainPoint point = ChainStore.point(genesis);
        ImportBatch batch = new ImportBatch()
                .putBlock(genesis.root(), genesis.slot(), codec.encode(unsigned, Optional.empty()))
                .putState(genesis.root(), ChainState.SCHEMA.encode(setup.rules().genesis()))
                .head(point)
                .finalise(List.of(point));
        setup.ports()
                .storage()
                .ask(
                        (Reply<StorageMessage.Written> reply) -> new StorageMessage.Write(batch, reply),
                        ChainPorts.STORAGE_PATIENCE);
    }

    /** Puts the parts together. */
    private static final class Reader {
        private final ChainSetup setup;
        private final Restored restored;
        private final StoredBlocks codec;
        private final BlockTree tree;
        private final ChainStore store;

        Reader(ChainSetup setup, Restored restored, ChainPoint finalPoint) {
            this.setup = setup;
            this.restored = restored;
            this.codec = new StoredBlocks(setup.genesis().fork());
            this.tree = new BlockTree(finalEntry(finalPoint));
            this.store = new ChainStore(setup.ports().storage(), codec, tree);
        }

        private BlockTree.Entry finalEntry(ChainPoint point) {
            Bytes block = stored(setup.ports()
                    .storage()
                    .ask(
                            (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetBlock(point.root(), reply),
                            ChainPorts.STORAGE_PATIENCE));
            Bytes state = stored(setup.ports()
                    .storage()
                    .ask(
                            (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetState(point.root(), reply),
                            ChainPorts.STORAGE_PATIENCE));
            StoredBlocks.Stored decoded = codec.decode(block);
            return new BlockTree.Entry(decoded.signed(), decoded.certificate(), Optional.of(state(state)));
        }

        private static Bytes stored(Optional<Bytes> bytes) {
            return bytes.orElseThrow(() -> new IllegalStateException("the database lost its final block or state"));
        }

        private static ChainState state(Bytes bytes) {
            return StoredBlocks.required(ChainState.decode(bytes.toArray()));
        }

        Restart read() {
            for (Restored.Entry entry : restored.tail()) {
                StoredBlocks.Stored stored = codec.decode(entry.block());
                Bytes32 root = stored.signed().block().root();
                tree.accept(stored.signed());
                stored.certificate().ifPresent(certificate -> tree.certify(root, certificate));
                entry.state().ifPresent(state -> tree.executed(root, state(state)));
            }
            Set<Bytes32> judged = tree.all()
                    .filter(entry -> entry.certificate().isEmpty())
                    .map(BlockTree.Entry::root)
                    .collect(Collectors.toSet());
            List<AuxPowDesk.Proof> proofs = new ArrayList<>();
            List<Bytes32> unusable = new ArrayList<>();
            for (AuxPowProof stored : restored.proofs()) {
                AuxPowHeader header = StoredBlocks.required(AuxPowHeader.SCHEMA.decode(stored.proof()));
                proof(header).ifPresentOrElse(proofs::add, () -> unusable.add(stored.rangeEnd()));
            }
            return new Restart(store, voting(), judged, proofs, unusable);
        }

        private org.alys.chain.consensus.Restored voting() {
            BlockTree.Entry last = tree.finalEntry();
            Ballot finality = Ballot.finalize(last.slot(), last.root());
            List<Certificate> stored = restored.certificates().stream()
                    .map(StoredCertificate::bytes)
                    .map(bytes -> StoredBlocks.required(Certificate.SCHEMA.decode(bytes)))
                    .toList();
            List<BlockTree.Entry> tail =
                    tree.all().filter(entry -> entry.slot() > last.slot()).toList();
            return new org.alys.chain.consensus.Restored(
                    last.block().height() == 0
                            ? Candidate.genesis(last.root(), last.slot())
                            : PeerInbox.candidate(last.block()),
                    Stream.concat(
                                    last.certificate().stream(),
                                    stored.stream()
                                            .filter(certificate ->
                                                    certificate.ballot().equals(finality)))
                            .toList(),
                    tail.stream()
                            .map(entry -> PeerInbox.candidate(entry.block()))
                            .toList(),
                    Stream.concat(
                                    tail.stream().flatMap(entry -> entry.certificate().stream()),
                                    stored.stream()
                                            .filter(certificate ->
                                                    certificate.ballot().toSlot() > last.slot()))
                            .toList(),
                    setup.signer()
                            .map(signer -> signer.ballotsAbove(last.slot()))
                            .orElse(List.of()),
                    setup.signer()
                            .map(signer -> signer.lastProposedSlotAbove(last.slot()))
                            .orElse(OptionalLong.empty()));
        }

        private Optional<AuxPowDesk.Proof> proof(AuxPowHeader header) {
            return tree.all()
                    .flatMap(entry -> entry.state().stream())
                    .flatMap(tip -> setup.rules().work(tip, header.rangeEnd(), header.feeRecipient(), store).stream())
                    .findFirst()
                    .map(work -> AuxPowDesk.Proof.of(work, header.auxPow()));
        }
    }
}
