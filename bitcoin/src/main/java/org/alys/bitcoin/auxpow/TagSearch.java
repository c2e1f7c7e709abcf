package org.alys.bitcoin.auxpow;

import java.util.OptionalInt;

/**
 * Finds the merged-mining tag of a coinbase. A miner who could commit to two roots with one piece of work could finalise
 * two histories, so the four magic bytes may occur only once in everything the transaction id commits to: also a second
 * magic that is cut short, stands between two fields or inside the root counts.
 */
final class TagSearch {
    private static final int OP_RETURN = 0x6a;
    private static final int OP_PUSHDATA1 = 0x4c;
    private static final int OP_PUSHDATA4 = 0x4e;

    /** What the search came to. */
    sealed interface Finding {
        /** Exactly one tag, in a place where it may stand. */
        record Found(MergedMiningTag tag, TagPlace place) implements Finding {}

        /** No magic, or one at {@code strayMagic} that starts no tag in a place where one may stand. */
        record Missing(OptionalInt strayMagic) implements Finding {}

        /** The magic occurs more than once, first at these offsets. */
        record Several(int first, int second) implements Finding {}
    }

    private TagSearch() {}

    static Finding find(ParentCoinbase coinbase) {
        byte[] bytes = coinbase.stripped();
        int first = indexOfMagic(bytes, 0);
        if (first < 0) {
            return new Finding.Missing(OptionalInt.empty());
        }
        int second = indexOfMagic(bytes, first + 1);
        if (second >= 0) {
            return new Finding.Several(first, second);
        }
        return place(coinbase, first);
    }

    private static int indexOfMagic(byte[] bytes, int from) {
        byte[] magic = MergedMiningTag.MAGIC;
        for (int i = from; i <= bytes.length - magic.length; i++) {
            if (bytes[i] == magic[0]
                    && bytes[i + 1] == magic[1]
                    && bytes[i + 2] == magic[2]
                    && bytes[i + 3] == magic[3]) {
                return i;
            }
        }
        return -1;
    }

    private static Finding place(ParentCoinbase coinbase, int at) {
        int end = at + MergedMiningTag.SIZE;
        if (at >= coinbase.inputScriptStart() && end <= coinbase.inputScriptEnd()) {
            return found(coinbase, at, TagPlace.INPUT_SCRIPT);
        }
        for (int output = 0; output < coinbase.outputCount(); output++) {
            int start = coinbase.outputScriptStart(output);
            int stop = coinbase.outputScriptEnd(output);
            if (at == start && end == stop) {
                return found(coinbase, at, TagPlace.OUTPUT_SCRIPT);
            }
            if (at > start && end <= stop && isPushAfterReturn(coinbase.stripped(), start, stop, at)) {
                return found(coinbase, at, TagPlace.OP_RETURN);
            }
        }
        return new Finding.Missing(OptionalInt.of(at));
    }

    private static Finding found(ParentCoinbase coinbase, int at, TagPlace place) {
        return new Finding.Found(MergedMiningTag.readAt(coinbase.stripped(), at), place);
    }

    /** Whether 44 bytes at {@code at} are exactly what one opcode pushes in the script from start to stop. */
    private static boolean isPushAfterReturn(byte[] script, int start, int stop, int at) {
        if ((script[start] & 0xff) != OP_RETURN) {
            return false;
        }
        int position = start + 1;
        while (position < at) {
            int opcode = script[position++] & 0xff;
            long length = opcode < OP_PUSHDATA1 ? opcode : 0;
            if (opcode >= OP_PUSHDATA1 && opcode <= OP_PUSHDATA4) {
                int width = 1 << (opcode - OP_PUSHDATA1);
                if (width > stop - position) {
                    return false;
                }
                for (int i = 0; i < width; i++) {
                    length |= (script[position++] & 0xffL) << (8 * i);
                }
            }
            if (length > stop - position) {
                return false;
            }
            if (position == at) {
                return length == MergedMiningTag.SIZE;
            }
            position += (int) length;
        }
        return false;
    }
}
