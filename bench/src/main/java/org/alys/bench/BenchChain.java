package org.alys.bench;

import org.alys.chain.block.Block;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Genesis;
import org.alys.chain.spec.Presets;

/** A chain of the three members of the development federation, without miners. */
record BenchChain(ChainRules rules, Block genesis, Signatures signatures) {
    static final int MEMBERS = 3;

    static BenchChain startingAt(long genesisTimeSeconds, int slotSeconds) {
        ChainSpec preset = Presets.development(genesisTimeSeconds);
        ChainSpec spec = new ChainSpec(
                slotSeconds,
                preset.federation(),
                preset.threshold(),
                preset.chainId(),
                preset.auxPowChainId(),
                ChainSpec.MAX_BLOCKS_WITHOUT_AUXPOW,
                preset.auxPow(),
                preset.pegIn(),
                preset.pegOut(),
                preset.bitcoinNetwork(),
                preset.bitcoinStartHeight(),
                preset.fork(),
                genesisTimeSeconds);
        if (!spec.problems().isEmpty()) {
            throw new IllegalStateException("a chain spec that breaks rules: " + spec.problems());
        }
        Block genesis = Genesis.block(spec, Payloads.genesis(genesisTimeSeconds));
        return new BenchChain(
                new ChainRules(spec, genesis),
                genesis,
                new Signatures(spec.federationKeys(), new SigningDomain(genesis.root())));
    }

    ChainSpec spec() {
        return rules.spec();
    }
}
