package org.alys.chain.spec;

import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.Fork;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** The canonical encoding of chain specs, which exists to be hashed. */
final class SpecSchema {
    static final SszType<ChainSpec> SCHEMA = spec();

    private SpecSchema() {}

    private static SszType<ChainSpec> spec() {
        var spec = new SszContainer<ChainSpec>("ChainSpec");
        var slotDuration = spec.field("slotDuration", Ssz.UINT8, ChainSpec::slotDurationSeconds);
        var federation = spec.field(
                "federation", Ssz.list(FederationMember.SCHEMA, MemberSet.MAX_MEMBERS), ChainSpec::federation);
        var threshold = spec.field("threshold", Ssz.UINT8, ChainSpec::threshold);
        var chainId = spec.field("chainId", Ssz.UINT64, ChainSpec::chainId);
        var auxPowChainId = spec.field("auxPowChainId", Ssz.UINT16, ChainSpec::auxPowChainId);
        var maxBlocks = spec.field(
                "maxBlocksWithoutAuxPow",
                Ssz.UINT32.map(Math::toIntExact, Integer::longValue),
                ChainSpec::maxBlocksWithoutAuxPow);
        var auxPow = spec.field("auxPow", auxPow(), ChainSpec::auxPow);
        var pegIn = spec.field("pegIn", peg("PegInParameters"), ChainSpec::pegIn);
        var pegOut = spec.field("pegOut", peg("PegOutParameters"), ChainSpec::pegOut);
        var network = spec.field(
                "bitcoinNetwork", Ssz.UINT8.map(SpecSchema::network, SpecSchema::code), ChainSpec::bitcoinNetwork);
        var startHeight = spec.field("bitcoinStartHeight", Ssz.UINT32, ChainSpec::bitcoinStartHeight);
        var fork = spec.field("fork", Ssz.UINT8.map(SpecSchema::fork, SpecSchema::code), ChainSpec::fork);
        var genesisTime = spec.field("genesisTime", Ssz.UINT64, ChainSpec::genesisTimeSeconds);
        return spec.build(f -> new ChainSpec(
                f.get(slotDuration),
                f.get(federation),
                f.get(threshold),
                f.get(chainId),
                f.get(auxPowChainId),
                f.get(maxBlocks),
                f.get(auxPow),
                f.get(pegIn),
                f.get(pegOut),
                f.get(network),
                f.get(startHeight),
                f.get(fork),
                f.get(genesisTime)));
    }

    private static SszType<AuxPowParameters> auxPow() {
        var auxPow = new SszContainer<AuxPowParameters>("AuxPowParameters");
        var targetBlocks = auxPow.field("targetBlocks", Ssz.UINT16, AuxPowParameters::targetBlocks);
        var powLimit = auxPow.field("powLimit", AuxPowHeader.BITS, AuxPowParameters::powLimit);
        var adjustment = auxPow.field("maxAdjustmentPercent", Ssz.UINT8, AuxPowParameters::maxAdjustmentPercent);
        return auxPow.build(f -> new AuxPowParameters(f.get(targetBlocks), f.get(powLimit), f.get(adjustment)));
    }

    private static SszType<PegParameters> peg(String name) {
        var peg = new SszContainer<PegParameters>(name);
        var confirmations = peg.field("confirmations", Ssz.UINT16, PegParameters::confirmations);
        var minimum = peg.field("minimumSats", Ssz.SATS, PegParameters::minimum);
        return peg.build(f -> new PegParameters(f.get(confirmations), f.get(minimum)));
    }

    private static int code(BitcoinNetwork network) {
        return switch (network) {
            case REGTEST -> 0;
            case SIGNET -> 1;
            case TESTNET4 -> 2;
            case MAINNET -> 3;
        };
    }

    private static BitcoinNetwork network(int code) {
        return switch (code) {
            case 0 -> BitcoinNetwork.REGTEST;
            case 1 -> BitcoinNetwork.SIGNET;
            case 2 -> BitcoinNetwork.TESTNET4;
            case 3 -> BitcoinNetwork.MAINNET;
            default -> throw new IllegalArgumentException("unknown Bitcoin network " + code);
        };
    }

    private static int code(Fork fork) {
        return switch (fork) {
            case SHANGHAI -> 0;
            case CANCUN -> 1;
            case PRAGUE -> 2;
            case OSAKA -> 3;
        };
    }

    private static Fork fork(int code) {
        return switch (code) {
            case 0 -> Fork.SHANGHAI;
            case 1 -> Fork.CANCUN;
            case 2 -> Fork.PRAGUE;
            case 3 -> Fork.OSAKA;
            default -> throw new IllegalArgumentException("unknown fork " + code);
        };
    }
}
