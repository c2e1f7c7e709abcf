package org.alys.bitcoin.tx;

import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/**
 * A Bitcoin transaction. Every transaction has exactly one encoding here: with segwit marker and flag (BIP 144) when an
 * input has a witness or when there is no input at all, else without. An output value outside 0 to 21 million BTC is
 * malformed.
 *
 * @param version as a signed number
 * @param lockTime 0 to 2^32 - 1
 */
public record Transaction(int version, List<TxInput> inputs, List<TxOutput> outputs, long lockTime) {
    /** Bytes of the largest transaction that fits in a block (BIP 141: four million weight units). */
    public static final int MAX_SIZE = 4_000_000;

    /** The fewest bytes that an encoded transaction takes. */
    static final int MIN_SIZE = 10;

    private static final int SEGWIT_FLAG = 1;

    public Transaction {
        if (lockTime < 0 || lockTime > 0xffff_ffffL) {
            throw new IllegalArgumentException("lock time out of range 0 to 2^32 - 1: " + lockTime);
        }
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Decodes all of {@code bytes}, which must be one canonically encoded transaction. */
    public static Decoded<Transaction> decode(byte[] bytes) {
        return Decoded.decode(bytes, MAX_SIZE, Transaction::read);
    }

    /** Reads one transaction and leaves the reader behind it. */
    public static Transaction read(BitcoinReader reader) throws MalformedBytesException {
        int version = reader.readInt32();
        boolean marked = reader.peek(0) == 0;
        if (marked) {
            readFlag(reader);
        }
        List<TxInput> inputs = readInputs(reader);
        List<TxOutput> outputs = readOutputs(reader);
        if (marked) {
            inputs = readWitnesses(reader, inputs);
        }
        return new Transaction(version, inputs, outputs, reader.readUnsignedInt32());
    }

    private static void readFlag(BitcoinReader reader) throws MalformedBytesException {
        reader.skip(1);
        int start = reader.position();
        int flag = reader.readByte();
        if (flag != SEGWIT_FLAG) {
            throw new MalformedBytesException(start, "unknown segwit flag " + flag);
        }
    }

    private static List<TxInput> readInputs(BitcoinReader reader) throws MalformedBytesException {
        int count = reader.readCount(TxInput.MIN_SIZE);
        List<TxInput> inputs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            inputs.add(TxInput.read(reader));
        }
        return inputs;
    }

    private static List<TxOutput> readOutputs(BitcoinReader reader) throws MalformedBytesException {
        int count = reader.readCount(TxOutput.MIN_SIZE);
        List<TxOutput> outputs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            outputs.add(TxOutput.read(reader));
        }
        return outputs;
    }

    private static List<TxInput> readWitnesses(BitcoinReader reader, List<TxInput> inputs)
            throws MalformedBytesException {
        int start = reader.position();
        List<TxInput> witnessed = new ArrayList<>(inputs.size());
        boolean any = inputs.isEmpty();
        for (TxInput input : inputs) {
            int count = reader.readCount(1);
            List<Bytes> witness = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                witness.add(reader.readVarBytes());
            }
            any |= count > 0;
            witnessed.add(input.withWitness(witness));
        }
        if (!any) {
            throw new MalformedBytesException(start, "superfluous witness: every stack is empty");
        }
        return witnessed;
    }

    /** The encoding, with witness when there is one. */
    public byte[] encode() {
        BitcoinWriter writer = new BitcoinWriter(size());
        write(writer);
        return writer.toArray();
    }

    /** The encoding without marker, flag and witness: what the transaction id is the hash of. */
    public byte[] encodeWithoutWitness() {
        BitcoinWriter writer = new BitcoinWriter(sizeWithoutWitness());
        writer.writeInt32(version);
        writeBody(writer);
        return writer.writeInt32(lockTime).toArray();
    }

    /** Writes what {@link #encode()} returns. */
    public void write(BitcoinWriter writer) {
        boolean marked = isMarked();
        writer.writeInt32(version);
        if (marked) {
            writer.writeByte(0).writeByte(SEGWIT_FLAG);
        }
        writeBody(writer);
        if (marked) {
            for (TxInput input : inputs) {
                writer.writeCompactSize(input.witness().size());
                input.witness().forEach(writer::writeVarBytes);
            }
        }
        writer.writeInt32(lockTime);
    }

    private void writeBody(BitcoinWriter writer) {
        writer.writeCompactSize(inputs.size());
        for (TxInput input : inputs) {
            input.write(writer);
        }
        writer.writeCompactSize(outputs.size());
        for (TxOutput output : outputs) {
            output.write(writer);
        }
    }

    private boolean isMarked() {
        return inputs.isEmpty() || hasWitness();
    }

    public boolean hasWitness() {
        return inputs.stream().anyMatch(input -> !input.witness().isEmpty());
    }

    public Txid txid() {
        return new Txid(Hashes.sha256d(encodeWithoutWitness()));
    }

    /** The hash over the encoding with witness (BIP 141), in hash-output order; equals the txid without witness. */
    public Bytes32 wtxid() {
        return Hashes.sha256d(hasWitness() ? encode() : encodeWithoutWitness());
    }

    /** One input, and it spends the null outpoint. */
    public boolean isCoinbase() {
        return inputs.size() == 1 && inputs.getFirst().previous().isNull();
    }

    /** Encoded bytes, with witness. */
    public int size() {
        int size = sizeWithoutWitness();
        if (isMarked()) {
            size += 2;
            for (TxInput input : inputs) {
                size += input.witnessSize();
            }
        }
        return size;
    }

    public int sizeWithoutWitness() {
        int size = 8 + BitcoinWriter.compactSizeLength(inputs.size()) + BitcoinWriter.compactSizeLength(outputs.size());
        for (TxInput input : inputs) {
            size += input.size();
        }
        for (TxOutput output : outputs) {
            size += output.size();
        }
        return size;
    }

    /** Weight units (BIP 141): four for a byte outside the witness, one for a byte of it. */
    public int weight() {
        return 3 * sizeWithoutWitness() + size();
    }

    /** Virtual bytes: a quarter of the weight, rounded up. Fee rates count per virtual byte. */
    public int virtualSize() {
        return (weight() + 3) / 4;
    }

    /** The same transaction without any witness. */
    public Transaction withoutWitness() {
        return new Transaction(
                version,
                inputs.stream().map(input -> input.withWitness(List.of())).toList(),
                outputs,
                lockTime);
    }
}
