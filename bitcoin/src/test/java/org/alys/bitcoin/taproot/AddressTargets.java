package org.alys.bitcoin.taproot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.fuzzing.FuzzTarget;
import org.alys.primitives.Bytes;

/** Fuzzing of addresses, which come from the recipients of peg-outs. */
public final class AddressTargets {
    public static final List<FuzzTarget> ALL = List.of(FuzzTarget.total(
            "address",
            AddressTargets::address,
            ascii("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"),
            ascii("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
            ascii("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
            ascii("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy")));

    private AddressTargets() {}

    private static void address(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (BitcoinNetwork network : BitcoinNetwork.values()) {
            assertThat(BitcoinAddress.parse(text, network)).isNotNull();
            BitcoinAddress.ofScript(Bytes.of(input), network);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
