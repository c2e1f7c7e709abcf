package org.alys.bitcoin.taproot;

import org.alys.bitcoin.tx.BitcoinNetwork;

/** What a text turned out to be that should be an address. */
public sealed interface ParsedAddress {
    /** An address that can be paid. */
    record Payable(BitcoinAddress address) implements ParsedAddress {}

    /** A good address, of another network than {@code expected}. */
    record WrongNetwork(BitcoinNetwork expected) implements ParsedAddress {}

    /** A good address of a kind that is not paid here, such as a future witness version. */
    record UnsupportedKind(String reason) implements ParsedAddress {}

    /** No address: wrong characters, length or checksum. */
    record Malformed(String reason) implements ParsedAddress {}
}
