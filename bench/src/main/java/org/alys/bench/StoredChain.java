package org.alys.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.rules.BlockPlan;
import org.alys.chain.rules.ChainState;
import org.alys.chain.spec.Presets;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.primitives.Bytes;

/** Certified blocks in a row, one for each slot after genesis, as a disk or a peer hands them over. */
record StoredChain(BenchChain chain, List<byte[]> encodedBlocks) {
    private static final long GENESIS_TIME_SECONDS = 1_750_000_000;
    private static final int SLOT_SECONDS = 2;
    private static final int TRANSACTION_BYTES = 200;
    private static final byte FEE_MARKET_TRANSACTION = 2;

    /** {@code blocks} blocks with {@code transactions} transactions of 200 bytes each, signed by all three members. */
    static StoredChain of(int blocks, int transactions) {
        BenchChain chain = BenchChain.startingAt(GENESIS_TIME_SECONDS, SLOT_SECONDS);
        BlockSchema schema = BlockSchema.of(chain.spec().fork());
        Random random = new Random(1);
        List<byte[]> encoded = new ArrayList<>();
        ChainState state = chain.rules().genesis();
        for (int i = 0; i < blocks; i++) {
            Block block = next(chain, state, transactions(random, transactions));
            encoded.add(schema.certified().encodeToArray(certify(chain, block)));
            state = chain.rules().apply(state, block, ExecutionFacts.NONE, List.of(), _ -> Optional.empty());
        }
        return new StoredChain(chain, List.copyOf(encoded));
    }

    private static Block next(BenchChain chain, ChainState parent, List<Bytes> transactions) {
        BlockPlan plan = chain.rules().plan(parent, parent.slot() + 1, List.of(), List.of(), Optional.empty());
        var attributes = plan.attributes();
        var payload = Payloads.next(
                parent.payloadHash(),
                parent.height(),
                attributes.timestamp(),
                attributes.prevRandao(),
                attributes.withdrawals(),
                transactions);
        return new Block(
                parent.root(),
                plan.height(),
                plan.slot(),
                plan.proposer(),
                payload,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static CertifiedBlock certify(BenchChain chain, Block block) {
        List<BlsSecretKey> keys = IntStream.range(0, BenchChain.MEMBERS)
                .mapToObj(Presets::developmentSecret)
                .toList();
        Ballot ballot = Ballot.notarize(block.slot(), block.root());
        Certificate certificate = chain.signatures()
                .certificate(IntStream.range(0, BenchChain.MEMBERS)
                        .mapToObj(member -> chain.signatures().vote(keys.get(member), member, ballot))
                        .toList());
        return new CertifiedBlock(chain.signatures().propose(keys.get(block.proposer()), block), certificate);
    }

    private static List<Bytes> transactions(Random random, int count) {
        return Stream.generate(() -> transaction(random)).limit(count).toList();
    }

    private static Bytes transaction(Random random) {
        byte[] bytes = new byte[TRANSACTION_BYTES];
        random.nextBytes(bytes);
        bytes[0] = FEE_MARKET_TRANSACTION;
        return Bytes.of(bytes);
    }
}
