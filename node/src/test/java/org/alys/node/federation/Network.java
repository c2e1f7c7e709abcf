package org.alys.node.federation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.Block;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.AuxPowParameters;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.FederationMember;
import org.alys.chain.spec.Genesis;
import org.alys.chain.spec.PegParameters;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** What all members of one test network agree on, and all their secrets. */
record Network(ChainSpec spec, Block genesis, ChainRules rules, Signatures signatures) {
    static final long GENESIS_TIME = 1_700_000_000;

    static Network of(int members, int threshold, int maxBlocksWithoutAuxPow) {
        return of(members, threshold, maxBlocksWithoutAuxPow, GENESIS_TIME);
    }

    static Network of(int members, int threshold, int maxBlocksWithoutAuxPow, long genesisTime) {
        ChainSpec spec = new ChainSpec(
                2,
                IntStream.range(0, members).mapToObj(Network::member).toList(),
                threshold,
                121_212,
                1212,
                maxBlocksWithoutAuxPow,
                new AuxPowParameters(5, CompactTarget.REGTEST_LIMIT, 20),
                new PegParameters(6, new Sats(10_000)),
                new PegParameters(3, new Sats(10_000)),
                BitcoinNetwork.REGTEST,
                0,
                Fork.PRAGUE,
                genesisTime);
        Block genesis = Genesis.block(spec, FakeExecution.genesis(genesisTime));
        return new Network(
                spec,
                genesis,
                new ChainRules(spec, genesis),
                new Signatures(spec.federationKeys(), new SigningDomain(genesis.root())));
    }

    private static FederationMember member(int index) {
        BlsSecretKey secret = secretOf(index);
        return new FederationMember(
                secret.publicKey().bytes(),
                Bytes.fromHex("02" + "%02x".formatted(index + 1).repeat(32)),
                feeAddress(index),
                Bls.provePossession(secret),
                Optional.empty());
    }

    static EvmAddress feeAddress(int member) {
        return EvmAddress.fromHex("0x" + "%02x".formatted(0xa0 + member).repeat(EvmAddress.SIZE));
    }

    BlsSecretKey secret(int member) {
        return secretOf(member);
    }

    private static BlsSecretKey secretOf(int member) {
        return BlsSecretKey.of(Bytes32.fromHex("%064x".formatted(member + 1)));
    }

    List<Integer> members() {
        return IntStream.range(0, spec.federation().size()).boxed().toList();
    }
}
