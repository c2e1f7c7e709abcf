package org.alys.engine.facts;

import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * A burn that asks for bitcoin.
 *
 * @param logIndex counts all logs of the block; with the block it names the request
 * @param sender who burned, and who is refunded if the request cannot be paid
 * @param bitcoinAddress as the user gave it, 1 to 100 bytes, meant to be text; not checked here
 * @param amount burned; a whole number of satoshis, but possibly more than there is bitcoin
 */
public record PegOutRequest(
        Bytes32 transactionHash,
        int transactionIndex,
        int logIndex,
        EvmAddress sender,
        Bytes bitcoinAddress,
        Wei amount) {}
