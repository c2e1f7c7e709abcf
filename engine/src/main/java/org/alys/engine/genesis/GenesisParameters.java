package org.alys.engine.genesis;

import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/**
 * What the chain spec says about the first EVM block.
 *
 * @param chainId of EIP-155, at least 1
 * @param fork active from genesis
 * @param genesisTime Unix time in seconds, not 0
 * @param minimumPegOut smaller burns revert; at least 1 satoshi
 * @param extraData at most 32 bytes
 */
public record GenesisParameters(long chainId, Fork fork, long genesisTime, Sats minimumPegOut, Bytes extraData) {

    public GenesisParameters {
        require(chainId >= 1, "chainId must be at least 1, got " + chainId);
        require(genesisTime >= 1, "genesisTime must be at least 1, got " + genesisTime);
        require(minimumPegOut.value() >= 1, "the minimum peg-out must be at least 1 satoshi");
        require(extraData.size() <= 32, "extraData has at most 32 bytes, got " + extraData.size());
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
