package org.alys.chain.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** The chain specs to start from: development, testnet and production. */
public final class Presets {
    private static final int SLOT_SECONDS = 2;
    private static final PegParameters PUBLIC_PEG_IN = new PegParameters(6, new Sats(100_000));
    private static final PegParameters PUBLIC_PEG_OUT = new PegParameters(6, new Sats(1_000_000));

    /** Public keys and addresses of the secrets 1, 2 and 3 on secp256k1. */
    private static final List<String> DEVELOPMENT_BITCOIN_KEYS = List.of(
            "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
            "02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9");

    private static final List<String> DEVELOPMENT_FEE_ADDRESSES = List.of(
            "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
            "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf",
            "0x6813eb9362372eef6200f3b1dbc3f819671cba69");

    private Presets() {}

    /** One machine, Bitcoin's regtest, two of three members whose secrets everybody knows. */
    public static ChainSpec development(long genesisTimeSeconds) {
        return new ChainSpec(
                SLOT_SECONDS,
                developmentFederation(),
                2,
                121_212,
                1212,
                10,
                new AuxPowParameters(5, CompactTarget.REGTEST_LIMIT, 20),
                new PegParameters(6, new Sats(10_000)),
                new PegParameters(3, new Sats(10_000)),
                BitcoinNetwork.REGTEST,
                0,
                Fork.PRAGUE,
                genesisTimeSeconds);
    }

    /** Bitcoin's testnet4; difficulty starts at 1/256 of Bitcoin's lowest, so that one machine can finalise. */
    public static ChainSpec testnet(
            List<FederationMember> federation, long bitcoinStartHeight, long genesisTimeSeconds) {
        return new ChainSpec(
                SLOT_SECONDS,
                federation,
                majority(federation),
                212_121,
                2121,
                10_000,
                new AuxPowParameters(30, CompactTarget.fromHex("1e00ffff"), 20),
                PUBLIC_PEG_IN,
                PUBLIC_PEG_OUT,
                BitcoinNetwork.TESTNET4,
                bitcoinStartHeight,
                Fork.PRAGUE,
                genesisTimeSeconds);
    }

    /** Bitcoin itself; difficulty starts at Bitcoin's lowest. */
    public static ChainSpec production(
            List<FederationMember> federation,
            long chainId,
            int auxPowChainId,
            long bitcoinStartHeight,
            long genesisTimeSeconds) {
        return new ChainSpec(
                SLOT_SECONDS,
                federation,
                majority(federation),
                chainId,
                auxPowChainId,
                10_000,
                new AuxPowParameters(30, CompactTarget.fromHex("1d00ffff"), 20),
                PUBLIC_PEG_IN,
                PUBLIC_PEG_OUT,
                BitcoinNetwork.MAINNET,
                bitcoinStartHeight,
                Fork.PRAGUE,
                genesisTimeSeconds);
    }

    private static int majority(List<FederationMember> federation) {
        return federation.size() / 2 + 1;
    }

    /** The BLS secret of a member, 0 to 2, of {@link #development}: the number 1, 2 or 3. Worth nothing anywhere else. */
    public static BlsSecretKey developmentSecret(int member) {
        byte[] secret = new byte[Bytes32.SIZE];
        secret[Bytes32.SIZE - 1] = (byte) (member + 1);
        return BlsSecretKey.of(Bytes32.of(secret));
    }

    private static List<FederationMember> developmentFederation() {
        return IntStream.range(0, DEVELOPMENT_BITCOIN_KEYS.size())
                .mapToObj(member -> new FederationMember(
                        developmentSecret(member).publicKey().bytes(),
                        Bytes.fromHex(DEVELOPMENT_BITCOIN_KEYS.get(member)),
                        EvmAddress.fromHex(DEVELOPMENT_FEE_ADDRESSES.get(member)),
                        Bls.provePossession(developmentSecret(member)),
                        Optional.empty()))
                .toList();
    }
}
