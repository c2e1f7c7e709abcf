package org.alys.bitcoin.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

class TransactionPropertiesTest {
    @Property(tries = 300)
    void decodesWhatItEncodes(@ForAll("transactions") Transaction transaction) {
        byte[] bytes = transaction.encode();
        assertThat(bytes).hasSize(transaction.size());
        assertThat(Transaction.decode(bytes)).isEqualTo(new Decoded.Valid<>(transaction));
        assertThat(transaction.encodeWithoutWitness()).hasSize(transaction.sizeWithoutWitness());
        assertThat(transaction.withoutWitness().txid()).isEqualTo(transaction.txid());
    }

    @Property(tries = 300)
    void writesBackTheBytesOfWhateverItAccepts(
            @ForAll("transactions") Transaction transaction, @ForAll int where, @ForAll byte what) {
        byte[] bytes = transaction.encode();
        bytes[Math.floorMod(where, bytes.length)] = what;
        if (Transaction.decode(bytes) instanceof Decoded.Valid<Transaction>(Transaction read)) {
            assertThat(read.encode()).isEqualTo(bytes);
        }
    }

    @Property(tries = 500)
    void answersRandomBytesWithAValue(@ForAll byte[] noise) {
        assertThat(Transaction.decode(noise)).isNotNull();
        assertThat(Block.decode(noise)).isNotNull();
    }

    @Property(tries = 50)
    void decodesTheBlocksItEncodes(@ForAll("blocks") Block block) {
        assertThat(Block.decode(block.encode())).isEqualTo(new Decoded.Valid<>(block));
    }

    @Property
    void readsBackEveryCompactSize(@ForAll long value) throws MalformedBytesException {
        BitcoinWriter writer = new BitcoinWriter(9).writeCompactSize(value);
        assertThat(writer.size()).isEqualTo(BitcoinWriter.compactSizeLength(value));
        assertThat(new BitcoinReader(writer.toArray()).readCompactSize()).isEqualTo(value);
    }

    @Provide
    Arbitrary<Block> blocks() {
        Arbitrary<BlockHeader> headers = Combinators.combine(
                        Arbitraries.integers(), hashes(), hashes(), uint32(), Arbitraries.integers(), uint32())
                .as((version, previous, root, time, bits, nonce) ->
                        new BlockHeader(version, new BlockHash(previous), root, time, new CompactTarget(bits), nonce));
        return Combinators.combine(headers, transactions().list().ofMaxSize(4)).as(Block::new);
    }

    @Provide
    Arbitrary<Transaction> transactions() {
        Arbitrary<List<Bytes>> witness = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(List.<Bytes>of())),
                Tuple.of(1, scripts(80).list().ofMaxSize(3)));
        Arbitrary<TxInput> inputs = Combinators.combine(hashes(), uint32(), scripts(300), uint32(), witness)
                .as((txid, index, script, sequence, stack) ->
                        new TxInput(new OutPoint(new Txid(txid), index), script, sequence, stack));
        Arbitrary<TxOutput> outputs = Combinators.combine(
                        Arbitraries.longs().between(0, Sats.MAX_MONEY.value()), scripts(300))
                .as((value, script) -> new TxOutput(new Sats(value), script));
        return Combinators.combine(
                        Arbitraries.integers(),
                        inputs.list().ofMaxSize(4),
                        outputs.list().ofMaxSize(4),
                        uint32())
                .as(Transaction::new);
    }

    private static Arbitrary<Bytes> scripts(int maxSize) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(maxSize).map(Bytes::of);
    }

    private static Arbitrary<Bytes32> hashes() {
        return Arbitraries.bytes().array(byte[].class).ofSize(32).map(Bytes32::of);
    }

    private static Arbitrary<Long> uint32() {
        return Arbitraries.longs().between(0, 0xffff_ffffL);
    }
}
