package org.alys.evm.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.alys.primitives.UInt256;

/** Numbers in a genesis file: JSON numbers, or text in hexadecimal or decimal. An absent one is zero. */
final class Quantity {
    private Quantity() {}

    static UInt256 word(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return UInt256.ZERO;
        }
        String text = node.asText();
        if (text.startsWith("0x")) {
            return text.length() == 2 ? UInt256.ZERO : UInt256.fromHex(text);
        }
        return UInt256.of(new BigInteger(text));
    }

    /** Below 2^63. */
    static long of(JsonNode node) {
        UInt256 word = word(node);
        if (!word.fitsLong()) {
            throw new IllegalArgumentException("a number in the genesis file is too large: " + word);
        }
        return word.w0();
    }

    static long unsigned(JsonNode node) {
        return word(node).w0();
    }
}
