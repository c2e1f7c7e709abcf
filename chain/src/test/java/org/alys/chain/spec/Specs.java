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

/** Chain specs for tests: members hold the secrets 1, 2, 3 and so on. */
public final class Specs {
    private Specs() {}

    public static BlsSecretKey secret(int member) {
        byte[] key = new byte[32];
        key[31] = (byte) (member + 1);
        return BlsSecretKey.of(Bytes32.of(key));
    }

    public static ChainSpec federation(int members, int threshold) {
        List<Member> federation =
                IntStream.range(0, members).mapToObj(Specs::member).toList();
        return new ChainSpec(
                2,
                federation,
                threshold,
                121212,
                Fork.PRAGUE,
                1_700_000_000,
                new AuxPowSpec(1212, 5, CompactTarget.REGTEST_LIMIT, 20, 10),
                new PegSpec(BitcoinNetwork.REGTEST, 0, 6, new Sats(10_000), 3, new Sats(10_000)));
    }

    static Member member(int index) {
        byte[] bitcoinKey = new byte[33];
        bitcoinKey[0] = 2;
        bitcoinKey[32] = (byte) (index + 1);
        byte[] address = new byte[20];
        address[19] = (byte) (index + 1);
        BlsSecretKey secret = secret(index);
        return new Member(
                secret.publicKey(),
                Bls.provePossession(secret),
                Bytes.of(bitcoinKey),
                EvmAddress.of(address),
                Optional.empty());
    }
}
