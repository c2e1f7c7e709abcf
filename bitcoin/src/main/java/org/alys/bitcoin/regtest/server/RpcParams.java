package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/**
 * The parameters of a call, by position. What is missing or of the wrong type ends the call with Bitcoin Core's error.
 *
 * @param values JSON null stands for one that was left out
 * @param wallet the wallet that the address of the request names
 */
record RpcParams(List<JsonNode> values, Optional<String> wallet) {
    private static final int HASH_DIGITS = 2 * Bytes32.SIZE;

    RpcParams {
        values = List.copyOf(values);
    }

    Optional<JsonNode> optional(int index) {
        return index < values.size() && !values.get(index).isNull() ? Optional.of(values.get(index)) : Optional.empty();
    }

    boolean has(int index) {
        return optional(index).isPresent();
    }

    JsonNode node(int index) throws RpcException {
        return optional(index).orElseThrow(() -> RpcError.MISC.with("parameter " + (index + 1) + " is missing"));
    }

    String text(int index) throws RpcException {
        return text(node(index));
    }

    String text(int index, String absent) throws RpcException {
        return has(index) ? text(index) : absent;
    }

    static String text(JsonNode node) throws RpcException {
        if (!node.isTextual()) {
            throw wrongType(node, "string");
        }
        return node.textValue();
    }

    int number(int index) throws RpcException {
        return number(node(index));
    }

    int number(int index, int absent) throws RpcException {
        return has(index) ? number(index) : absent;
    }

    static int number(JsonNode node) throws RpcException {
        if (!node.isNumber()) {
            throw wrongType(node, "number");
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw RpcError.MISC.with("JSON integer out of range");
        }
        return node.intValue();
    }

    boolean flag(int index, boolean absent) throws RpcException {
        return has(index) ? flag(node(index)) : absent;
    }

    static boolean flag(JsonNode node) throws RpcException {
        if (!node.isBoolean()) {
            throw wrongType(node, "bool");
        }
        return node.booleanValue();
    }

    JsonNode array(int index) throws RpcException {
        return array(node(index));
    }

    static JsonNode array(JsonNode node) throws RpcException {
        if (!node.isArray()) {
            throw wrongType(node, "array");
        }
        return node;
    }

    /** The object, or an empty one. */
    JsonNode options(int index) throws RpcException {
        return has(index) ? object(node(index)) : Json.object();
    }

    static JsonNode object(JsonNode node) throws RpcException {
        if (!node.isObject()) {
            throw wrongType(node, "object");
        }
        return node;
    }

    /** A member of an object that must be there. */
    static JsonNode member(JsonNode object, String name) throws RpcException {
        return member(object, name, () -> RpcError.INVALID_PARAMETER.with("Missing " + name));
    }

    private static JsonNode member(JsonNode object, String name, java.util.function.Supplier<RpcException> missing)
            throws RpcException {
        JsonNode member = object.path(name);
        if (member.isMissingNode() || member.isNull()) {
            throw missing.get();
        }
        return member;
    }

    /** A member of an object that may be there. */
    static Optional<JsonNode> option(JsonNode object, String name) {
        JsonNode member = object.path(name);
        return member.isMissingNode() || member.isNull() ? Optional.empty() : Optional.of(member);
    }

    BlockHash blockHash(int index, String name) throws RpcException {
        return new BlockHash(hash(node(index), name));
    }

    Txid txid(int index, String name) throws RpcException {
        return new Txid(hash(node(index), name));
    }

    static Txid txid(JsonNode node, String name) throws RpcException {
        return new Txid(hash(node, name));
    }

    static Bytes32 hash(JsonNode node, String name) throws RpcException {
        String text = text(node);
        if (text.length() != HASH_DIGITS) {
            throw RpcError.INVALID_PARAMETER.with(
                    name + " must be of length 64 (not " + text.length() + ", for '" + bounded(text) + "')");
        }
        try {
            return Bytes32.fromHex(text).reversed();
        } catch (IllegalArgumentException _) {
            throw RpcError.INVALID_PARAMETER.with(name + " must be hexadecimal string (not '" + text + "')");
        }
    }

    static Bytes hex(JsonNode node, RpcError error, String message) throws RpcException {
        String text = text(node);
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                throw error.with(message);
            }
            return Bytes.fromHex(text);
        } catch (IllegalArgumentException _) {
            throw error.with(message);
        }
    }

    /** An amount in BTC, as a number or a text. */
    static Sats amount(JsonNode node) throws RpcException {
        if (!node.isNumber() && !node.isTextual()) {
            throw RpcError.TYPE.with("Amount is not a number or string");
        }
        try {
            BigDecimal value = node.isNumber() ? node.decimalValue() : new BigDecimal(bounded(node.textValue()));
            if (value.signum() < 0 || value.compareTo(Sats.MAX_MONEY.toBtc()) > 0) {
                throw RpcError.TYPE.with("Amount out of range");
            }
            return Sats.ofBtc(value);
        } catch (ArithmeticException | NumberFormatException _) {
            throw RpcError.TYPE.with("Invalid amount");
        }
    }

    static String bounded(String text) {
        return text.length() > 100 ? text.substring(0, 100) : text;
    }

    private static RpcException wrongType(JsonNode node, String expected) {
        String type = switch (node.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case OBJECT, POJO -> "object";
            case NULL, MISSING, BINARY -> "null";
        };
        return RpcError.TYPE.with("JSON value of type " + type + " is not of expected type " + expected);
    }
}
