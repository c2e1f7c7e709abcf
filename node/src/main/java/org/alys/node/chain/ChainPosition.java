package org.alys.node.chain;

import java.util.Optional;
import org.alys.storage.ChainPoint;

/**
 * How far the chain is.
 *
 * @param head the newest executed block
 * @param proven the highest final block whose own finalize certificate is here, or genesis, which needs none; usually the final one. Others
 *     take this node's word for no block above it
 * @param stopped why nothing goes on until an operator has looked; empty in normal operation
 */
public record ChainPosition(
        ChainPoint head,
        ChainPoint federationFinal,
        ChainPoint proven,
        long bitcoinFinalHeight,
        Optional<Hold> stopped) {}
