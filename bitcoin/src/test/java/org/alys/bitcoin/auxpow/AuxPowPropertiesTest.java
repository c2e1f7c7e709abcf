package org.alys.bitcoin.auxpow;

import static org.alys.bitcoin.auxpow.ProofBuilder.CHAIN_ID;
import static org.alys.bitcoin.auxpow.ProofBuilder.HASH;
import static org.alys.bitcoin.auxpow.ProofBuilder.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes;

class AuxPowPropertiesTest {
    private static final AuxPowVerifier VERIFIER = new AuxPowVerifier(CHAIN_ID);

    @Property(tries = 200)
    void acceptsHonestProofsOfAnyShapeThroughTheWire(
            @ForAll @IntRange(max = 20) int coinbaseLevels, @ForAll @IntRange(max = 12) int chainLevels) {
        AuxPow proof = new ProofBuilder()
                .coinbaseLevels(coinbaseLevels)
                .chainLevels(chainLevels)
                .tagInInput()
                .build();
        assertThat(AuxPow.decode(proof.encode())).isEqualTo(new Decoded.Valid<>(proof));
        assertThat(VERIFIER.verify(proof.encode(), HASH, TARGET).isAccepted()).isTrue();
    }

    @Property(tries = 1000)
    void answersRandomBytesWithARejection(@ForAll @Size(max = 400) byte[] noise) {
        assertThat(VERIFIER.verify(noise, HASH, TARGET).isAccepted()).isFalse();
    }

    /** Random bytes rarely get past the first count, bytes spliced into a good proof do. */
    @Property(tries = 1000)
    void writesBackWhateverItAccepts(
            @ForAll @Size(min = 1, max = 40) byte[] splice, @ForAll @IntRange(max = 700) int at) {
        byte[] bytes = new ProofBuilder()
                .tagInInput()
                .witness(Bytes.of(new byte[32]))
                .build()
                .encode();
        int start = at % bytes.length;
        System.arraycopy(splice, 0, bytes, start, Math.min(splice.length, bytes.length - start));
        assertThat(VERIFIER.verify(bytes, HASH, TARGET)).isNotNull();
        if (AuxPow.decode(bytes) instanceof Decoded.Valid<AuxPow>(AuxPow read)) {
            assertThat(read.encode()).isEqualTo(bytes);
        }
    }

    /** The two parsers of transactions must not disagree about what was hashed. */
    @Property(tries = 1000)
    void readsTransactionsAsTheTransactionParserDoes(
            @ForAll @Size(min = 1, max = 8) byte[] splice, @ForAll @IntRange(max = 200) int at) {
        byte[] bytes = new ProofBuilder()
                .tagInInput()
                .witness(Bytes.of(new byte[5]))
                .build()
                .coinbase()
                .encode();
        int start = at % bytes.length;
        System.arraycopy(splice, 0, bytes, start, Math.min(splice.length, bytes.length - start));
        if (Transaction.decode(bytes) instanceof Decoded.Valid<Transaction>(Transaction transaction)) {
            ParentCoinbase coinbase =
                    Decoded.decode(bytes, AuxPow.MAX_SIZE, ParentCoinbase::read).orElseThrow();
            assertThat(coinbase.txid()).isEqualTo(transaction.txid());
            assertThat(coinbase.isCoinbase()).isEqualTo(transaction.isCoinbase());
            assertThat(coinbase.outputCount()).isEqualTo(transaction.outputs().size());
            assertThat(coinbase.hasWitness()).isEqualTo(transaction.hasWitness());
        }
    }

    @Property(tries = 50)
    void dropsTheWitnessFromTheCanonicalForm(@ForAll @Size(max = 40) byte[] item) {
        AuxPow bare = new ProofBuilder().tagInInput().build();
        AuxPow witnessed =
                new ProofBuilder().tagInInput().witness(Bytes.of(item)).build();
        assertThat(witnessed.encode()).isNotEqualTo(bare.encode());
        assertThat(witnessed.canonical()).isEqualTo(bare);
        assertThat(Arrays.equals(witnessed.canonical().encode(), bare.encode())).isTrue();
    }
}
