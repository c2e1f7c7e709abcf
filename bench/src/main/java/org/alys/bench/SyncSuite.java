package org.alys.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.signing.SignatureCheck;
import org.alys.chain.spec.Presets;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.node.network.BlockRange;
import org.alys.primitives.ssz.Decoded;

/**
 * A node that syncs from one peer over the loopback interface: its own sync, chain and database, and an execution layer that executes
 * nothing. Beside it the signatures of the same blocks alone, on one thread, as the sync checks them here.
 */
final class SyncSuite implements Suite {
    private static final int BLOCKS = 2048;
    private static final int TOGETHER = 128;
    private static final int RUNS = 3;

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public String summary() {
        return "syncs certified blocks from one peer over TCP, beside their signatures alone";
    }

    @Override
    public List<Row> run(Effort effort) throws Exception {
        StoredChain stored = StoredChain.of(BLOCKS, 0);
        List<CertifiedBlock> blocks = stored.encodedBlocks().stream()
                .map(bytes -> decode(stored, bytes))
                .toList();
        List<Certificate> finality = blocks.stream()
                .map(CertifiedBlock::block)
                .filter(block -> block.height() % BlockRange.FINALITY_SPAN == 0)
                .map(block -> finality(stored.chain(), block))
                .toList();
        signatures(stored.chain(), blocks);
        sync(stored.chain(), blocks, finality);
        List<Long> alone = new ArrayList<>();
        List<Long> synced = new ArrayList<>();
        for (int i = 0; i < RUNS * effort.factor(); i++) {
            alone.add(signatures(stored.chain(), blocks));
            synced.add(sync(stored.chain(), blocks, finality));
        }
        return List.of(
                Row.of("empty block synced from one peer", rate(synced), "per s")
                        .comparedWith(median(synced) / median(alone), "its signatures")
                        .withTarget(new Target.AtLeast(400)),
                Row.of("… its signatures alone", rate(alone), "per s"));
    }

    private static long sync(BenchChain chain, List<CertifiedBlock> blocks, List<Certificate> finality)
            throws Exception {
        try (ScratchDirectory directory = ScratchDirectory.create();
                SyncingPair pair = SyncingPair.open(chain, blocks, finality, directory.path())) {
            return pair.sync();
        }
    }

    private static long signatures(BenchChain chain, List<CertifiedBlock> blocks) {
        SecureRandom random = new SecureRandom();
        long start = System.nanoTime();
        for (int from = 0; from < blocks.size(); from += TOGETHER) {
            List<SignatureCheck> checks = chain.signatures().checkAll(blocks.subList(from, from + TOGETHER), random);
            if (!checks.stream().allMatch(SignatureCheck::isValid)) {
                throw new IllegalStateException("a block is not certified");
            }
        }
        return System.nanoTime() - start;
    }

    private static CertifiedBlock decode(StoredChain stored, byte[] bytes) {
        return switch (BlockSchema.of(stored.chain().spec().fork()).decodeCertified(bytes)) {
            case Decoded.Value<CertifiedBlock>(CertifiedBlock block) -> block;
            case Decoded.Malformed<CertifiedBlock>(String reason) -> throw new IllegalStateException(reason);
        };
    }

    private static Certificate finality(BenchChain chain, Block block) {
        Ballot ballot = Ballot.finalize(block.slot(), block.root());
        return chain.signatures()
                .certificate(IntStream.range(0, chain.spec().threshold())
                        .mapToObj(member -> {
                            BlsSecretKey key = Presets.developmentSecret(member);
                            return chain.signatures().vote(key, member, ballot);
                        })
                        .toList());
    }

    private static double rate(List<Long> nanos) {
        return BLOCKS * 1e9 / median(nanos);
    }

    private static double median(List<Long> nanos) {
        return Figures.percentile(nanos.stream().mapToLong(Long::longValue).asDoubleStream(), 0.5);
    }
}
