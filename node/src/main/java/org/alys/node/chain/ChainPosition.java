package org.alys.node.chain;

import java.util.Optional;
import org.alys.storage.ChainPoint;

/**
 * How far the chain is.
 *
 * @param head the newest executed block
 * @param stopped why nothing goes on until an operator has looked; empty in normal operation
 */
public record ChainPosition(
        ChainPoint head, ChainPoint federationFinal, long bitcoinFinalHeight, Optional<Hold> stopped) {}
