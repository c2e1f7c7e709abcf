package org.alys.evm.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.payload.Fork;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * The rules of one chain.
 *
 * @param chainId EIP-155
 * @param forks in order of their times; the first is active from the genesis block on
 * @param blobs of every fork from Cancun on
 * @param depositContract whose logs are deposits to the consensus layer (EIP-6110)
 */
public record ChainParameters(
        UInt256 chainId, List<Activation> forks, Map<Fork, BlobSchedule> blobs, Optional<EvmAddress> depositContract) {

    /**
     * The start of a fork.
     *
     * @param timestamp of the first block, at least: Unix time in seconds, unsigned
     */
    public record Activation(long timestamp, Fork fork) {}

    public ChainParameters {
        forks = List.copyOf(forks);
        blobs = Map.copyOf(blobs);
        if (forks.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a fork from its genesis block on");
        }
        for (Activation activation : forks) {
            if (activation.fork().includes(Fork.CANCUN) && !blobs.containsKey(activation.fork())) {
                throw new IllegalArgumentException("no blob schedule for " + activation.fork());
            }
        }
    }

    /** One fork from the genesis block on, with Ethereum's blobs. */
    public static ChainParameters of(UInt256 chainId, Fork fork) {
        return new ChainParameters(chainId, List.of(new Activation(0, fork)), BlobSchedule.ETHEREUM, Optional.empty());
    }

    /** The rules of a block with this timestamp. */
    public Fork forkAt(long timestamp) {
        Fork fork = forks.getFirst().fork();
        for (Activation activation : forks) {
            if (Long.compareUnsigned(timestamp, activation.timestamp()) >= 0) {
                fork = activation.fork();
            }
        }
        return fork;
    }

    /** Empty before Cancun. */
    public Optional<BlobSchedule> blobsOf(Fork fork) {
        return fork.includes(Fork.CANCUN) ? Optional.ofNullable(blobs.get(fork)) : Optional.empty();
    }
}
