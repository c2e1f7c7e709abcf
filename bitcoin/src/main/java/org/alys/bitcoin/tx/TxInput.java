package org.alys.bitcoin.tx;

import java.util.List;
import org.alys.primitives.Bytes;

/**
 * One input of a transaction.
 *
 * @param previous the output that is spent
 * @param script the signature script; of a coinbase, the block height and what the miner likes
 * @param sequence 0 to 2^32 - 1
 * @param witness the witness stack (BIP 141), empty when there is none
 */
public record TxInput(OutPoint previous, Bytes script, long sequence, List<Bytes> witness) {
    /** The sequence number that switches off lock times (BIP 68, BIP 125). */
    public static final long FINAL_SEQUENCE = 0xffff_ffffL;

    static final int MIN_SIZE = OutPoint.SIZE + 1 + 4;

    public TxInput {
        if (sequence < 0 || sequence > 0xffff_ffffL) {
            throw new IllegalArgumentException("sequence out of range 0 to 2^32 - 1: " + sequence);
        }
        witness = List.copyOf(witness);
    }

    /** An input without script and witness, to be signed. */
    public static TxInput unsigned(OutPoint previous, long sequence) {
        return new TxInput(previous, Bytes.EMPTY, sequence, List.of());
    }

    static TxInput read(BitcoinReader reader) throws MalformedBytesException {
        return new TxInput(OutPoint.read(reader), reader.readVarBytes(), reader.readUnsignedInt32(), List.of());
    }

    void write(BitcoinWriter writer) {
        previous.write(writer);
        writer.writeVarBytes(script).writeInt32(sequence);
    }

    int size() {
        return MIN_SIZE - 1 + varBytesSize(script);
    }

    int witnessSize() {
        int size = BitcoinWriter.compactSizeLength(witness.size());
        for (Bytes item : witness) {
            size += varBytesSize(item);
        }
        return size;
    }

    static int varBytesSize(Bytes bytes) {
        return BitcoinWriter.compactSizeLength(bytes.size()) + bytes.size();
    }

    /** The same input with another witness stack. */
    public TxInput withWitness(List<Bytes> newWitness) {
        return new TxInput(previous, script, sequence, newWitness);
    }
}
