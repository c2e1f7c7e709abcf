package org.alys.bitcoin.auxpow;

import java.util.Arrays;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Sha256d;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/**
 * The transaction inside an AuxPoW, kept as its bytes and an index over its scripts. Unlike {@link Transaction} it takes
 * amounts for opaque bytes, for the proof needs only their hash, and it may turn out not to be a coinbase at all.
 */
public final class ParentCoinbase {
    private static final int MIN_INPUT_SIZE = OutPoint.SIZE + 1 + 4;
    private static final int MIN_OUTPUT_SIZE = 8 + 1;

    private final byte[] encoded;
    private final byte[] stripped;
    private final Layout layout;

    /** Where things are in the encoding without witness. */
    private static final class Layout {
        final int inputs;
        final int inputScriptStart;
        final int inputScriptEnd;

        /** Start and end of each output script, in turn. */
        final int[] outputScripts;

        Layout(int inputs, int inputScriptStart, int inputScriptEnd, int[] outputScripts) {
            this.inputs = inputs;
            this.inputScriptStart = inputScriptStart;
            this.inputScriptEnd = inputScriptEnd;
            this.outputScripts = outputScripts;
        }
    }

    private ParentCoinbase(byte[] encoded, byte[] stripped, Layout layout) {
        this.encoded = encoded;
        this.stripped = stripped;
        this.layout = layout;
    }

    /** The same transaction, to be put into a proof. */
    public static ParentCoinbase of(Transaction transaction) {
        return Decoded.decode(transaction.encode(), Transaction.MAX_SIZE, ParentCoinbase::read)
                .orElseThrow();
    }

    /** Reads one transaction, with or without witness, and leaves the reader behind it. */
    public static ParentCoinbase read(BitcoinReader reader) throws MalformedBytesException {
        int start = reader.position();
        reader.skip(4);
        boolean marked = reader.peek(0) == 0;
        if (marked) {
            reader.skip(1);
            if (reader.readByte() != 1) {
                throw new MalformedBytesException(start + 5, "unknown segwit flag");
            }
        }
        Layout layout = readLayout(reader, marked ? start + 2 : start);
        int bodyEnd = reader.position();
        if (marked) {
            skipWitnesses(reader, layout.inputs);
        }
        reader.skip(4);
        byte[] encoded = reader.readSince(start);
        byte[] stripped = marked ? strip(encoded, bodyEnd - start) : encoded;
        return new ParentCoinbase(encoded, stripped, layout);
    }

    private static Layout readLayout(BitcoinReader reader, int origin) throws MalformedBytesException {
        int inputs = reader.readCount(MIN_INPUT_SIZE);
        int scriptStart = 0;
        int scriptEnd = 0;
        for (int i = 0; i < inputs; i++) {
            reader.skip(OutPoint.SIZE);
            int length = reader.readCount(1);
            if (i == 0) {
                scriptStart = reader.position() - origin;
                scriptEnd = scriptStart + length;
            }
            reader.skip(length);
            reader.skip(4);
        }
        int[] outputScripts = new int[2 * reader.readCount(MIN_OUTPUT_SIZE)];
        for (int i = 0; i < outputScripts.length; i += 2) {
            reader.skip(8);
            int length = reader.readCount(1);
            outputScripts[i] = reader.position() - origin;
            outputScripts[i + 1] = outputScripts[i] + length;
            reader.skip(length);
        }
        return new Layout(inputs, scriptStart, scriptEnd, outputScripts);
    }

    private static void skipWitnesses(BitcoinReader reader, int inputs) throws MalformedBytesException {
        int start = reader.position();
        boolean any = inputs == 0;
        for (int i = 0; i < inputs; i++) {
            int items = reader.readCount(1);
            any |= items > 0;
            for (int item = 0; item < items; item++) {
                reader.skip(reader.readCount(1));
            }
        }
        if (!any) {
            throw new MalformedBytesException(start, "superfluous witness: every stack is empty");
        }
    }

    /** Version, then from behind marker and flag to the end of the outputs, then lock time. */
    private static byte[] strip(byte[] encoded, int bodyEnd) {
        byte[] stripped = new byte[bodyEnd - 2 + 4];
        System.arraycopy(encoded, 0, stripped, 0, 4);
        System.arraycopy(encoded, 6, stripped, 4, bodyEnd - 6);
        System.arraycopy(encoded, encoded.length - 4, stripped, bodyEnd - 2, 4);
        return stripped;
    }

    /** The bytes as they came, with witness if there was one. */
    public byte[] encode() {
        return encoded.clone();
    }

    void write(BitcoinWriter writer) {
        writer.writeArray(encoded);
    }

    int size() {
        return encoded.length;
    }

    /** The encoding that the transaction id is the hash of; callers must not change it. */
    byte[] stripped() {
        return stripped;
    }

    public int sizeWithoutWitness() {
        return stripped.length;
    }

    public boolean hasWitness() {
        return encoded.length != stripped.length && layout.inputs > 0;
    }

    /** The same transaction without its witness, which no proof depends on. */
    public ParentCoinbase withoutWitness() {
        return hasWitness() ? new ParentCoinbase(stripped, stripped, layout) : this;
    }

    public Txid txid() {
        return new Txid(Hashes.sha256d(stripped));
    }

    void txidInto(byte[] target, Sha256d hash) {
        hash.hash(stripped, 0, stripped.length, target, 0);
    }

    /** The one tag, when it stands where a tag may stand and the magic occurs nowhere else. */
    public Optional<MergedMiningTag> tag() {
        return switch (TagSearch.find(this)) {
            case TagSearch.Finding.Found(MergedMiningTag tag, TagPlace _) -> Optional.of(tag);
            case TagSearch.Finding.Missing _, TagSearch.Finding.Several _ -> Optional.empty();
        };
    }

    public int inputCount() {
        return layout.inputs;
    }

    /** One input, and it spends the null outpoint. */
    public boolean isCoinbase() {
        return layout.inputs == 1 && hasNullOutPoint();
    }

    private boolean hasNullOutPoint() {
        int at = 5;
        for (int i = 0; i < OutPoint.SIZE; i++) {
            int wanted = i < Bytes32.SIZE ? 0 : 0xff;
            if ((stripped[at + i] & 0xff) != wanted) {
                return false;
            }
        }
        return true;
    }

    /** The script of the first input; empty when there is no input. */
    public Bytes inputScript() {
        return slice(layout.inputScriptStart, layout.inputScriptEnd);
    }

    public Bytes outputScript(int output) {
        return slice(outputScriptStart(output), outputScriptEnd(output));
    }

    public int outputCount() {
        return layout.outputScripts.length / 2;
    }

    int inputScriptStart() {
        return layout.inputScriptStart;
    }

    int inputScriptEnd() {
        return layout.inputScriptEnd;
    }

    int outputScriptStart(int output) {
        return layout.outputScripts[2 * output];
    }

    int outputScriptEnd(int output) {
        return layout.outputScripts[2 * output + 1];
    }

    private Bytes slice(int from, int to) {
        return Bytes.of(Arrays.copyOfRange(stripped, from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParentCoinbase that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "ParentCoinbase[" + txid() + "]";
    }
}
