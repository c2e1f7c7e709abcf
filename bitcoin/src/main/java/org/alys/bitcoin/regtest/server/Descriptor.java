package org.alys.bitcoin.regtest.server;

import java.util.List;
import java.util.stream.Collectors;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.regtest.consensus.ScriptParser.Operation;
import org.alys.bitcoin.regtest.mempool.ScriptKind;
import org.alys.bitcoin.taproot.BitcoinAddress;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.primitives.Bytes;

/** Output descriptors (BIP 380), as far as one script without keys needs them. */
final class Descriptor {
    private static final String INPUT_CHARSET =
            "0123456789()[],'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ" + "&+-.;<=>?!^_|~ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
    private static final String CHECKSUM_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final long[] GENERATOR = {0xf5dee51989L, 0xa9fdca3312L, 0x1bab10e32dL, 0x3706b1677aL, 0x644d626ffdL};
    private static final int CHECKSUM_LENGTH = 8;

    private Descriptor() {}

    /** The descriptor that Bitcoin Core infers for a script, with its checksum. */
    static String infer(Bytes script) {
        return withChecksum(body(script));
    }

    private static String body(Bytes script) {
        return switch (ScriptKind.of(script)) {
            case WITNESS_V1_TAPROOT -> "rawtr(" + script.toHex().substring(4) + ")";
            case PUBKEY ->
                "pk("
                        + ScriptParser.parse(script)
                                .operations()
                                .getFirst()
                                .data()
                                .toHex() + ")";
            case MULTISIG -> multisig(script);
            default ->
                BitcoinAddress.ofScript(script, BitcoinNetwork.REGTEST)
                        .map(address -> "addr(" + address + ")")
                        .orElseGet(() -> "raw(" + script.toHex() + ")");
        };
    }

    private static String multisig(Bytes script) {
        List<Operation> operations = ScriptParser.parse(script).operations();
        return operations.subList(1, operations.size() - 2).stream()
                .map(operation -> operation.data().toHex())
                .collect(
                        Collectors.joining(",", "multi(" + operations.getFirst().smallNumber() + ",", ")"));
    }

    static String withChecksum(String body) {
        return body + "#" + checksum(body);
    }

    /** The text without its checksum, which is checked if it is there. */
    static String withoutChecksum(String text) throws RpcException {
        int hash = text.indexOf('#');
        if (hash < 0) {
            return text;
        }
        String body = text.substring(0, hash);
        String given = text.substring(hash + 1);
        if (given.length() != CHECKSUM_LENGTH) {
            throw RpcError.INVALID_ADDRESS_OR_KEY.with(
                    "Expected 8 character checksum, not " + given.length() + " characters");
        }
        String expected = checksum(body);
        if (!given.equals(expected)) {
            throw RpcError.INVALID_ADDRESS_OR_KEY.with(
                    "Provided checksum '" + given + "' does not match computed checksum '" + expected + "'");
        }
        return body;
    }

    static String checksum(String body) {
        long state = 1;
        int group = 0;
        int groupSize = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            int position = INPUT_CHARSET.indexOf(c);
            if (position < 0) {
                throw new IllegalArgumentException("not a character of a descriptor: " + c);
            }
            state = step(state, position & 31);
            group = group * 3 + (position >> 5);
            if (++groupSize == 3) {
                state = step(state, group);
                group = 0;
                groupSize = 0;
            }
        }
        if (groupSize > 0) {
            state = step(state, group);
        }
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            state = step(state, 0);
        }
        state ^= 1;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            text.append(CHECKSUM_CHARSET.charAt((int) ((state >> (5 * (7 - i))) & 31)));
        }
        return text.toString();
    }

    private static long step(long state, int value) {
        int top = (int) (state >> 35);
        long next = ((state & 0x7ffffffffL) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((top >> i) & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}
