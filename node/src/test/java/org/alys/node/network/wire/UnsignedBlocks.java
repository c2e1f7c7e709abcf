package org.alys.node.network.wire;

import java.util.List;
import java.util.Optional;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.bls.BlsSignature;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/** Blocks of no chain, which nobody signed, for what looks at their bytes only. */
final class UnsignedBlocks {
    static final BlsSignature SIGNATURE = new BlsSignature(Bytes.fromHex("c0" + "00".repeat(95)));

    private UnsignedBlocks() {}

    static Bytes32 root(int number) {
        return Bytes32.fromHex("%064x".formatted(number + 1));
    }

    static SignedBlock block(long height, List<Bytes> transactions) {
        ExecutionPayload payload = new ExecutionPayload(
                Fork.PRAGUE,
                root(1),
                EvmAddress.ZERO,
                root(2),
                root(3),
                Bytes.of(new byte[256]),
                root(4),
                height,
                30_000_000,
                21_000,
                1_700_000_000L,
                Bytes.EMPTY,
                Wei.of(7),
                root(5),
                transactions,
                List.of(),
                0,
                0,
                List.of());
        Block block =
                new Block(root(6), height, height + 9, 1, payload, List.of(), List.of(), List.of(), Optional.empty());
        return new SignedBlock(block, SIGNATURE);
    }
}
