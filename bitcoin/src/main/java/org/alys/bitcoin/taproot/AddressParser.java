package org.alys.bitcoin.taproot;

import fr.acinq.bitcoin.Base58Check;
import fr.acinq.bitcoin.Bech32;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.alys.bitcoin.taproot.BitcoinAddress.Kind;
import org.alys.bitcoin.tx.BitcoinNetwork;

/** Reads addresses: bech32 for witness programs, base58 for the two old kinds. */
final class AddressParser {
    /** The longest bech32 text (BIP 173). */
    private static final int MAX_LENGTH = 90;

    /** A witness version and six characters of checksum. */
    private static final int MIN_BECH32_DATA = 7;

    private static final int HASH_SIZE = 20;
    private static final int SCRIPT_SIZE = 32;
    private static final Set<String> PREFIXES = Arrays.stream(BitcoinNetwork.values())
            .map(BitcoinNetwork::bech32Prefix)
            .collect(Collectors.toSet());

    private AddressParser() {}

    static ParsedAddress parse(String text, BitcoinNetwork network) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return new ParsedAddress.Malformed("an address has 1 to 90 characters, not " + text.length());
        }
        // the library's tables end at 255 and it looks at a version that may not be there
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return new ParsedAddress.Malformed("an address has letters and digits only");
        }
        int separator = text.lastIndexOf('1');
        String prefix = separator < 0 ? "" : text.substring(0, separator).toLowerCase(Locale.ROOT);
        boolean witness = PREFIXES.contains(prefix);
        if (witness && text.length() - separator - 1 < MIN_BECH32_DATA) {
            return new ParsedAddress.Malformed("a bech32 address without version and checksum");
        }
        try {
            return witness ? parseBech32(text, prefix, network) : parseBase58(text, network);
        } catch (IllegalArgumentException e) {
            return new ParsedAddress.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static ParsedAddress parseBech32(String text, String prefix, BitcoinNetwork network) {
        var decoded = Bech32.decodeWitnessAddress(text);
        int version = decoded.getSecond();
        byte[] program = decoded.getThird();
        if (!prefix.equals(network.bech32Prefix())) {
            return new ParsedAddress.WrongNetwork(network);
        }
        return switch (version) {
            case 0 -> payable(network, program.length == HASH_SIZE ? Kind.P2WPKH : Kind.P2WSH, program);
            case 1 ->
                program.length == SCRIPT_SIZE
                        ? payable(network, Kind.P2TR, program)
                        : new ParsedAddress.UnsupportedKind("witness version 1 with " + program.length + " bytes");
            default -> new ParsedAddress.UnsupportedKind("witness version " + version);
        };
    }

    private static ParsedAddress parseBase58(String text, BitcoinNetwork network) {
        var decoded = Base58Check.decode(text);
        byte[] hash = decoded.getSecond();
        if (hash.length != HASH_SIZE) {
            return new ParsedAddress.Malformed("a base58 address holds 20 bytes, not " + hash.length);
        }
        boolean main = network == BitcoinNetwork.MAINNET;
        return switch (decoded.getFirst() & 0xff) {
            case 0x00 -> main ? payable(network, Kind.P2PKH, hash) : new ParsedAddress.WrongNetwork(network);
            case 0x05 -> main ? payable(network, Kind.P2SH, hash) : new ParsedAddress.WrongNetwork(network);
            case 0x6f -> main ? new ParsedAddress.WrongNetwork(network) : payable(network, Kind.P2PKH, hash);
            case 0xc4 -> main ? new ParsedAddress.WrongNetwork(network) : payable(network, Kind.P2SH, hash);
            default -> new ParsedAddress.Malformed("unknown base58 version " + (decoded.getFirst() & 0xff));
        };
    }

    private static ParsedAddress payable(BitcoinNetwork network, Kind kind, byte[] program) {
        return new ParsedAddress.Payable(new BitcoinAddress(network, kind, kind.script(program)));
    }
}
