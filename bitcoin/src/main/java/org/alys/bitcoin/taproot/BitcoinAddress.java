package org.alys.bitcoin.taproot;

import fr.acinq.bitcoin.Base58Check;
import fr.acinq.bitcoin.Bech32;
import java.util.Arrays;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/**
 * An address of one of the five kinds that can be paid: P2PKH, P2SH, P2WPKH, P2WSH, P2TR. Addresses are equal when network
 * and script are.
 *
 * @param kind what the script is
 * @param scriptPubKey the whole script that an output to this address carries
 */
public record BitcoinAddress(BitcoinNetwork network, Kind kind, Bytes scriptPubKey) {
    /** The kinds, each with what stands before and after the hash or key in its script. */
    public enum Kind {
        P2PKH("76a914", 20, "88ac"),
        P2SH("a914", 20, "87"),
        P2WPKH("0014", 20, ""),
        P2WSH("0020", 32, ""),
        P2TR("5120", 32, "");

        private final String prefixHex;
        private final int programSize;
        private final String suffixHex;

        Kind(String prefixHex, int programSize, String suffixHex) {
            this.prefixHex = prefixHex;
            this.programSize = programSize;
            this.suffixHex = suffixHex;
        }

        /** The script around the first bytes of {@code program}, as many as the kind needs. */
        Bytes script(byte[] program) {
            return Bytes.fromHex(prefixHex + Hex.encode(Arrays.copyOf(program, programSize)) + suffixHex);
        }

        /** The hash or key in a script that has this kind's length. */
        byte[] program(Bytes script) {
            int start = prefixHex.length() / 2;
            return Arrays.copyOfRange(script.toArray(), start, start + programSize);
        }

        boolean matches(Bytes script) {
            return script.size() == (prefixHex.length() + suffixHex.length()) / 2 + programSize
                    && script.equals(script(program(script)));
        }
    }

    private static final byte MAINNET_PUBKEY_HASH = 0x00;
    private static final byte MAINNET_SCRIPT_HASH = 0x05;
    private static final byte TEST_PUBKEY_HASH = 0x6f;
    private static final byte TEST_SCRIPT_HASH = (byte) 0xc4;

    public BitcoinAddress {
        if (!kind.matches(scriptPubKey)) {
            throw new IllegalArgumentException("not a " + kind + " script: " + scriptPubKey);
        }
    }

    /** The address of outputs with that script; empty when the script is none of the five kinds. */
    public static Optional<BitcoinAddress> ofScript(Bytes scriptPubKey, BitcoinNetwork network) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.matches(scriptPubKey))
                .findFirst()
                .map(kind -> new BitcoinAddress(network, kind, scriptPubKey));
    }

    /** Reads an address as people write it, and checks that it belongs to {@code network}. */
    public static ParsedAddress parse(String text, BitcoinNetwork network) {
        return AddressParser.parse(text, network);
    }

    /** As people write it: base58 or bech32 in lower case (BIP 173, BIP 350). */
    @Override
    public String toString() {
        byte[] program = kind.program(scriptPubKey);
        boolean main = network == BitcoinNetwork.MAINNET;
        return switch (kind) {
            case P2PKH -> Base58Check.encode(main ? MAINNET_PUBKEY_HASH : TEST_PUBKEY_HASH, program);
            case P2SH -> Base58Check.encode(main ? MAINNET_SCRIPT_HASH : TEST_SCRIPT_HASH, program);
            case P2WPKH, P2WSH -> Bech32.encodeWitnessAddress(network.bech32Prefix(), (byte) 0, program);
            case P2TR -> Bech32.encodeWitnessAddress(network.bech32Prefix(), (byte) 1, program);
        };
    }
}
