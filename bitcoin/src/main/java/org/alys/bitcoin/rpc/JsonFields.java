package org.alys.bitcoin.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;

/** Strict reading of a JSON answer: a field that is missing, of another type or out of range fails. */
record JsonFields(JsonNode node) {
    /** Carries a reading failure up to {@link #read}. */
    static final class WrongShapeException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongShapeException(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads one typed answer. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonFields fields) throws WrongShapeException;
    }

    static <T> RpcReply<T> read(String method, RpcReply<JsonNode> reply, Reader<T> reader) {
        return reply.then(node -> {
            try {
                return new RpcReply.Answer<>(reader.read(new JsonFields(node)));
            } catch (WrongShapeException e) {
                return RpcConnection.badAnswer(method, String.valueOf(e.getMessage()));
            }
        });
    }

    JsonFields at(String name) throws WrongShapeException {
        return new JsonFields(require(name));
    }

    Optional<JsonFields> optional(String name) {
        return Optional.ofNullable(node.get(name)).filter(n -> !n.isNull()).map(JsonFields::new);
    }

    private JsonNode require(String name) throws WrongShapeException {
        JsonNode field = node.get(name);
        if (field == null || field.isNull()) {
            throw new WrongShapeException("field " + name + " is missing");
        }
        return field;
    }

    String text() throws WrongShapeException {
        if (!node.isTextual()) {
            throw new WrongShapeException("not a text: " + node.getNodeType());
        }
        return node.textValue();
    }

    String text(String name) throws WrongShapeException {
        return at(name).text();
    }

    boolean flag(String name) throws WrongShapeException {
        JsonNode field = require(name);
        if (!field.isBoolean()) {
            throw new WrongShapeException(name + " is not true or false");
        }
        return field.booleanValue();
    }

    int number(String name) throws WrongShapeException {
        JsonNode field = require(name);
        if (!field.isIntegralNumber() || !field.canConvertToInt()) {
            throw new WrongShapeException(name + " is not a 32-bit number");
        }
        return field.intValue();
    }

    /** 0 to 2^32 - 1. */
    long unsignedInt(String name) throws WrongShapeException {
        JsonNode field = require(name);
        if (!field.isIntegralNumber() || !field.canConvertToLong() || field.longValue() >>> 32 != 0) {
            throw new WrongShapeException(name + " is not an unsigned 32-bit number");
        }
        return field.longValue();
    }

    /** An amount in BTC, exact to the satoshi. */
    Sats btc(String name) throws WrongShapeException {
        BigDecimal value = decimal(name);
        try {
            return Sats.ofBtc(value);
        } catch (ArithmeticException | IllegalArgumentException _) {
            throw new WrongShapeException(name + " is not an amount of bitcoin: " + value);
        }
    }

    /** An amount that the node counts in satoshis. */
    Sats sats(String name) throws WrongShapeException {
        JsonNode field = require(name);
        if (!field.isIntegralNumber()
                || !field.canConvertToLong()
                || field.longValue() < 0
                || field.longValue() > Sats.MAX_MONEY.value()) {
            throw new WrongShapeException(name + " is not an amount in satoshis");
        }
        return new Sats(field.longValue());
    }

    private BigDecimal decimal(String name) throws WrongShapeException {
        JsonNode field = require(name);
        if (!field.isNumber()) {
            throw new WrongShapeException(name + " is not a number");
        }
        return field.decimalValue();
    }

    Bytes hex() throws WrongShapeException {
        try {
            return Bytes.of(Hex.decode(text()));
        } catch (IllegalArgumentException _) {
            throw new WrongShapeException("not hex digits");
        }
    }

    BlockHash blockHash() throws WrongShapeException {
        try {
            return BlockHash.fromDisplay(text());
        } catch (IllegalArgumentException _) {
            throw new WrongShapeException("not a block hash");
        }
    }

    Txid txid() throws WrongShapeException {
        try {
            return Txid.fromDisplay(text());
        } catch (IllegalArgumentException _) {
            throw new WrongShapeException("not a transaction id");
        }
    }

    static <T> T decoded(Decoded<T> decoded) throws WrongShapeException {
        return switch (decoded) {
            case Decoded.Valid<T> valid -> valid.value();
            case Decoded.Malformed<T>(int offset, String reason) ->
                throw new WrongShapeException("malformed at byte " + offset + ": " + reason);
        };
    }
}
