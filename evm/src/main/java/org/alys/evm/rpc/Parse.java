package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Reads the values of Ethereum's JSON: quantities and data (execution-apis, base types). */
final class Parse {
    private Parse() {}

    static EvmAddress address(JsonNode node, String what) {
        String text = hex(node, what);
        if (text.length() != 42) {
            throw invalid(what, "an address has 20 bytes");
        }
        // Wallets send any case; a wrong checksum is theirs to refuse.
        return attempt(() -> EvmAddress.fromHex(text.toLowerCase(Locale.ROOT)), what);
    }

    static Bytes32 hash(JsonNode node, String what) {
        String text = hex(node, what);
        if (text.length() != 66) {
            throw invalid(what, "a hash has 32 bytes");
        }
        return attempt(() -> Bytes32.fromHex(text), what);
    }

    static Bytes data(JsonNode node, String what) {
        String text = hex(node, what);
        return attempt(() -> Bytes.fromHex(text), what);
    }

    /** A quantity, or a storage slot in its 32-byte form. */
    static UInt256 word(JsonNode node, String what) {
        if (node.isIntegralNumber() && node.bigIntegerValue().signum() >= 0) {
            return UInt256.of(node.bigIntegerValue());
        }
        String text = hex(node, what);
        if (text.length() > 66) {
            throw invalid(what, "more than 256 bits");
        }
        String digits = text.length() == 2 ? "0" : text.substring(2);
        return attempt(() -> UInt256.of(new BigInteger(digits, 16)), what);
    }

    /** A quantity below 2^63. */
    static long number(JsonNode node, String what) {
        UInt256 word = word(node, what);
        if (!word.fitsLong()) {
            throw invalid(what, "number too large");
        }
        return word.w0();
    }

    /** A quantity below 2^64, unsigned. */
    static long unsigned(JsonNode node, String what) {
        UInt256 word = word(node, what);
        if ((word.w1() | word.w2() | word.w3()) != 0) {
            throw invalid(what, "number too large");
        }
        return word.w0();
    }

    static int count(JsonNode node, String what, int max) {
        long number = number(node, what);
        if (number > max) {
            throw invalid(what, "at most " + max);
        }
        return (int) number;
    }

    /** A field that may be absent or null. */
    static <T> Optional<T> field(JsonNode object, String name, BiFunction<JsonNode, String, T> parse) {
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(parse.apply(value, name));
    }

    static RpcException invalid(String what, String why) {
        return RpcException.invalidParams("invalid " + what + ": " + why);
    }

    private static String hex(JsonNode node, String what) {
        String text = node.isTextual() ? node.textValue() : "";
        if (!text.startsWith("0x") && !text.startsWith("0X")) {
            throw invalid(what, "must be a hex string with 0x");
        }
        return "0x" + text.substring(2);
    }

    private static <T> T attempt(java.util.function.Supplier<T> parse, String what) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw invalid(what, String.valueOf(e.getMessage()));
        }
    }
}
