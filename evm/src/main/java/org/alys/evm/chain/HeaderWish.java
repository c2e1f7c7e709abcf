package org.alys.evm.chain;

import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.Bloom;
import org.alys.evm.block.Roots;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * What is free in the header of a block that is made, not received.
 *
 * @param timestamp Unix time in seconds; above the parent's
 * @param baseFeePerGas in wei
 * @param extraData at most 32 bytes
 * @param parentBeaconBlockRoot counts from Cancun on
 */
public record HeaderWish(
        long timestamp,
        long gasLimit,
        EvmAddress feeRecipient,
        Bytes32 prevRandao,
        UInt256 baseFeePerGas,
        Bytes extraData,
        Bytes32 parentBeaconBlockRoot,
        List<Withdrawal> withdrawals) {
    public HeaderWish {
        withdrawals = List.copyOf(withdrawals);
    }

    /** A header on {@code parent} with all that the code of the block can see, and the rest empty. */
    BlockHeader draft(Block parent, ChainParameters parameters) {
        Fork fork = parameters.forkAt(timestamp);
        boolean cancun = fork.includes(Fork.CANCUN);
        return new BlockHeader(
                parent.hash(),
                feeRecipient,
                Bytes32.ZERO,
                Trie.EMPTY_ROOT,
                Trie.EMPTY_ROOT,
                Bloom.EMPTY,
                parent.header().number() + 1,
                gasLimit,
                0,
                timestamp,
                extraData,
                prevRandao,
                baseFeePerGas,
                Roots.ofWithdrawals(withdrawals),
                cancun ? Optional.of(0L) : Optional.empty(),
                parameters.blobsOf(fork).map(schedule -> schedule.excessAfter(parent.header(), fork)),
                cancun ? Optional.of(parentBeaconBlockRoot) : Optional.empty(),
                Optional.empty());
    }
}
