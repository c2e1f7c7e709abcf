package org.alys.bitcoin.regtest.server;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.regtest.consensus.ScriptParser.Operation;
import org.alys.bitcoin.regtest.consensus.ScriptParser.Parsed;
import org.alys.primitives.Bytes;

/** Scripts as words, the way Bitcoin Core's JSON spells them. */
final class ScriptAsm {
    private static final List<String> NAMES = List.of(("OP_RESERVED OP_1 OP_2 OP_3 OP_4 OP_5 OP_6 OP_7 OP_8 OP_9 OP_10"
                    + " OP_11 OP_12 OP_13 OP_14 OP_15 OP_16 OP_NOP OP_VER OP_IF OP_NOTIF OP_VERIF OP_VERNOTIF OP_ELSE"
                    + " OP_ENDIF OP_VERIFY OP_RETURN OP_TOALTSTACK OP_FROMALTSTACK OP_2DROP OP_2DUP OP_3DUP OP_2OVER"
                    + " OP_2ROT OP_2SWAP OP_IFDUP OP_DEPTH OP_DROP OP_DUP OP_NIP OP_OVER OP_PICK OP_ROLL OP_ROT"
                    + " OP_SWAP OP_TUCK OP_CAT OP_SUBSTR OP_LEFT OP_RIGHT OP_SIZE OP_INVERT OP_AND OP_OR OP_XOR"
                    + " OP_EQUAL OP_EQUALVERIFY OP_RESERVED1 OP_RESERVED2 OP_1ADD OP_1SUB OP_2MUL OP_2DIV OP_NEGATE"
                    + " OP_ABS OP_NOT OP_0NOTEQUAL OP_ADD OP_SUB OP_MUL OP_DIV OP_MOD OP_LSHIFT OP_RSHIFT OP_BOOLAND"
                    + " OP_BOOLOR OP_NUMEQUAL OP_NUMEQUALVERIFY OP_NUMNOTEQUAL OP_LESSTHAN OP_GREATERTHAN"
                    + " OP_LESSTHANOREQUAL OP_GREATERTHANOREQUAL OP_MIN OP_MAX OP_WITHIN OP_RIPEMD160 OP_SHA1"
                    + " OP_SHA256 OP_HASH160 OP_HASH256 OP_CODESEPARATOR OP_CHECKSIG OP_CHECKSIGVERIFY"
                    + " OP_CHECKMULTISIG OP_CHECKMULTISIGVERIFY OP_NOP1 OP_CHECKLOCKTIMEVERIFY OP_CHECKSEQUENCEVERIFY"
                    + " OP_NOP4 OP_NOP5 OP_NOP6 OP_NOP7 OP_NOP8 OP_NOP9 OP_NOP10 OP_CHECKSIGADD")
            .split(" "));
    private static final int FIRST_NAMED = 0x50;
    private static final Map<Integer, String> SIGHASHES = Map.of(
            0x01, "ALL",
            0x02, "NONE",
            0x03, "SINGLE",
            0x81, "ALL|ANYONECANPAY",
            0x82, "NONE|ANYONECANPAY",
            0x83, "SINGLE|ANYONECANPAY");

    private ScriptAsm() {}

    /** An output's script. */
    static String of(Bytes script) {
        return spell(script, false);
    }

    /** An input's script, in which signatures end with the name of what they sign. */
    static String ofInput(Bytes script) {
        return spell(script, true);
    }

    private static String spell(Bytes script, boolean signatures) {
        Parsed parsed = ScriptParser.parse(script);
        StringJoiner words = new StringJoiner(" ");
        for (Operation operation : parsed.operations()) {
            words.add(word(operation, signatures && !ScriptParser.isUnspendable(script)));
        }
        if (!parsed.complete()) {
            words.add("[error]");
        }
        return words.toString();
    }

    private static String word(Operation operation, boolean signatures) {
        int opcode = operation.opcode();
        Bytes data = operation.data();
        if (opcode <= ScriptParser.OP_PUSHDATA4) {
            if (data.size() <= 4) {
                return number(data);
            }
            Optional<String> signature = signatures ? signature(data) : Optional.empty();
            return signature.orElseGet(data::toHex);
        }
        if (opcode == ScriptParser.OP_1NEGATE) {
            return "-1";
        }
        if (opcode >= ScriptParser.OP_1 && opcode <= ScriptParser.OP_16) {
            return String.valueOf(operation.smallNumber());
        }
        int index = opcode - FIRST_NAMED;
        return index >= 0 && index < NAMES.size() ? NAMES.get(index) : "OP_UNKNOWN";
    }

    /** Little-endian with a sign bit. */
    private static String number(Bytes data) {
        if (data.isEmpty()) {
            return "0";
        }
        byte[] bigEndian = new byte[data.size()];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = (byte) data.get(data.size() - 1 - i);
        }
        boolean negative = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        BigInteger value = new BigInteger(1, bigEndian);
        return (negative ? value.negate() : value).toString();
    }

    private static Optional<String> signature(Bytes data) {
        String sighash = SIGHASHES.get(data.get(data.size() - 1));
        boolean der = data.size() >= 9
                && data.size() <= 73
                && data.get(0) == 0x30
                && data.get(1) == data.size() - 3
                && data.get(2) == 0x02;
        return der && sighash != null
                ? Optional.of(data.toHex().substring(0, 2 * data.size() - 2) + "[" + sighash + "]")
                : Optional.empty();
    }
}
