package org.alys.node.http;

import org.alys.bridge.PegOutState;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * A request for bitcoin and how far it is.
 *
 * @param block root of the sidechain block that made it; with {@code logIndex} the request's name
 * @param transaction hash of the EVM transaction
 * @param recipient the Bitcoin address as the sender wrote it, which may be anything
 * @param confirmations sidechain blocks from that one to the head, both included
 */
public record PegOutView(
        Bytes32 block,
        long height,
        int logIndex,
        Bytes32 transaction,
        EvmAddress sender,
        Bytes recipient,
        Sats amount,
        PegOutState state,
        BlockView.Finality finality,
        long confirmations) {}
