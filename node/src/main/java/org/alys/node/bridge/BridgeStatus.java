package org.alys.node.bridge;

import java.util.Optional;
import org.alys.primitives.Sats;

/**
 * The bridge's view of Bitcoin.
 *
 * @param problem why the last look at Bitcoin failed, with its code; empty when it succeeded
 * @param lost a minted deposit that Bitcoin took back; empty in normal operation
 * @param tipHeight the height up to which blocks were read
 * @param synced whether that is the tip
 * @param held unspent outputs that pay the federation, at that height
 * @param waiting deposits that will be minted and are not yet
 * @param pegOuts requests of final blocks that are not paid
 */
public record BridgeStatus(
        Optional<String> problem,
        Optional<String> lost,
        int tipHeight,
        boolean synced,
        String depositAddress,
        Sats held,
        int waiting,
        Sats waitingAmount,
        int pegOuts,
        Sats pegOutAmount) {}
