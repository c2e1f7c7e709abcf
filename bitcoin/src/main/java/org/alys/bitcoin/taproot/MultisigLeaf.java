package org.alys.bitcoin.taproot;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.ScriptTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * A tapscript leaf that {@code threshold} of {@code keys} can spend: {@code <x1> OP_CHECKSIG <x2> OP_CHECKSIGADD ... <k>
 * OP_GREATERTHANOREQUAL} (BIP 342), behind a relative lock time if there is one (BIP 68, BIP 112).
 *
 * @param keys 1 to 16, all different; their order is part of the script
 * @param threshold 1 to the number of keys
 * @param delayBlocks blocks that must lie on the coin before it can be spent so, 1 to 65535; empty for none
 */
public record MultisigLeaf(List<XOnlyPublicKey> keys, int threshold, Optional<Integer> delayBlocks) {
    /** The largest number that one opcode can push. */
    public static final int MAX_KEYS = 16;

    /** The leaf version of tapscript. */
    static final int VERSION = 0xc0;

    private static final int OP_1 = 0x51;
    private static final int OP_DROP = 0x75;
    private static final int OP_GREATERTHANOREQUAL = 0xa2;
    private static final int OP_CHECKSIG = 0xac;
    private static final int OP_CHECKSEQUENCEVERIFY = 0xb2;
    private static final int OP_CHECKSIGADD = 0xba;
    private static final int MAX_DELAY = 0xffff;

    public MultisigLeaf {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MAX_KEYS || threshold < 1 || threshold > keys.size()) {
            throw new IllegalArgumentException(
                    "a leaf has 1 to 16 keys and a threshold among them, got " + threshold + " of " + keys.size());
        }
        if (new HashSet<>(keys).size() != keys.size()) {
            throw new IllegalArgumentException("a key appears twice in a leaf");
        }
        if (delayBlocks.filter(delay -> delay < 1 || delay > MAX_DELAY).isPresent()) {
            throw new IllegalArgumentException("delay out of range 1 to 65535 blocks: " + delayBlocks.get());
        }
    }

    /** The script's bytes. */
    public Bytes script() {
        BitcoinWriter writer = new BitcoinWriter(34 * keys.size() + 8);
        delayBlocks.ifPresent(delay -> {
            writeNumber(writer, delay);
            writer.writeByte(OP_CHECKSEQUENCEVERIFY).writeByte(OP_DROP);
        });
        for (int i = 0; i < keys.size(); i++) {
            writer.writeByte(Bytes32.SIZE)
                    .writeBytes32(keys.get(i).x())
                    .writeByte(i == 0 ? OP_CHECKSIG : OP_CHECKSIGADD);
        }
        writeNumber(writer, threshold);
        return Bytes.of(writer.writeByte(OP_GREATERTHANOREQUAL).toArray());
    }

    /** Minimal push of a positive number: an opcode up to 16, else little-endian with room for the sign bit. */
    private static void writeNumber(BitcoinWriter writer, int number) {
        if (number <= MAX_KEYS) {
            writer.writeByte(OP_1 + number - 1);
            return;
        }
        int length = Integer.SIZE / Byte.SIZE - (Integer.numberOfLeadingZeros(number) - 1) / Byte.SIZE;
        writer.writeByte(length);
        for (int i = 0; i < length; i++) {
            writer.writeByte(number >>> (Byte.SIZE * i));
        }
    }

    /** What a signature commits to, and the leaf of the script tree (BIP 341, {@code TapLeaf}). */
    public Bytes32 hash() {
        return Bytes32.of(toTree().hash().toByteArray());
    }

    /** The sequence number that an input needs to be spent through this leaf; empty when any will do. */
    public Optional<Long> requiredSequence() {
        return delayBlocks.map(Integer::longValue);
    }

    ScriptTree.Leaf toTree() {
        return new ScriptTree.Leaf(new ByteVector(script().toArray()), VERSION);
    }
}
