package org.alys.engine.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * A value in a client's answer and where it stands. Every reader fails with {@link ExecutionFailure.BadAnswer}, naming
 * the place, when the value is not what the specification says. Source: execution-apis, common.md, section Encoding.
 */
record Answer(String method, String path, JsonNode node) {
    private static final Pattern QUANTITY = Pattern.compile("0x(0|[1-9a-fA-F][0-9a-fA-F]{0,63})");
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    boolean isAbsent() {
        return node.isNull() || node.isMissingNode();
    }

    /** A member that must be there and not be null. */
    Answer field(String name) {
        return optional(name).orElseThrow(() -> bad(name + " is missing"));
    }

    /** A member, or empty when it is absent or null. */
    Optional<Answer> optional(String name) {
        if (!node.isObject()) {
            throw bad("expected an object");
        }
        Answer member = new Answer(method, path + "." + name, node.path(name));
        return member.isAbsent() ? Optional.empty() : Optional.of(member);
    }

    /** The members of a list of at most {@code max}. */
    List<Answer> items(int max) {
        if (!node.isArray() || node.size() > max) {
            throw bad("expected a list of at most " + max);
        }
        List<Answer> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(new Answer(method, path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    String text() {
        if (!node.isTextual()) {
            throw bad("expected a string");
        }
        return node.textValue();
    }

    /** A string of at most {@code max} bytes in hex. */
    Bytes data(int max) {
        String text = text();
        if (!text.startsWith("0x") || text.length() > 2 + 2L * max) {
            throw bad("expected at most " + max + " bytes as 0x and hex digits");
        }
        try {
            return Bytes.fromHex(text);
        } catch (IllegalArgumentException notHex) {
            throw bad("expected pairs of hex digits after 0x");
        }
    }

    Bytes data() {
        return data(Integer.MAX_VALUE);
    }

    Bytes32 hash() {
        return Bytes32.of(exactly(Bytes32.SIZE));
    }

    /** Without regard to the case of the digits: clients differ in whether they print checksums. */
    EvmAddress address() {
        return EvmAddress.of(exactly(EvmAddress.SIZE));
    }

    byte[] exactly(int size) {
        byte[] bytes = data(size).toArray();
        if (bytes.length != size) {
            throw bad("expected " + size + " bytes, got " + bytes.length);
        }
        return bytes;
    }

    /** A quantity of at most 256 bits. */
    BigInteger quantity() {
        String text = text();
        if (!QUANTITY.matcher(text).matches()) {
            throw bad("expected a quantity: 0x and hex digits without leading zeros");
        }
        return new BigInteger(text.substring(2), 16);
    }

    Wei wei() {
        return new Wei(quantity());
    }

    /** A quantity below 2^63. */
    long number() {
        BigInteger value = quantity();
        if (value.bitLength() > 63) {
            throw bad("expected a number below 2^63");
        }
        return value.longValue();
    }

    /** A quantity below 2^64 as the 64 bits of a long. */
    long unsigned() {
        BigInteger value = quantity();
        if (value.compareTo(TWO_TO_64) >= 0) {
            throw bad("expected a number below 2^64");
        }
        return value.longValue();
    }

    boolean zeroOrOne() {
        long value = number();
        if (value > 1) {
            throw bad("expected 0x0 or 0x1");
        }
        return value == 1;
    }

    ExecutionFailedException bad(String reason) {
        return new ExecutionFailedException(new ExecutionFailure.BadAnswer(method, path + ": " + reason));
    }
}
