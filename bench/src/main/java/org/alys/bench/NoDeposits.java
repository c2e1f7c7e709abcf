package org.alys.bench;

import java.util.List;
import java.util.Optional;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.bridge.BridgeMessage.Holdings;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.bridge.BridgeStatus;
import org.alys.primitives.Sats;

/** The bridge to a Bitcoin on which nobody deposits anything. */
final class NoDeposits implements Actor<BridgeMessage> {
    private static final BridgeStatus STATUS =
            new BridgeStatus(Optional.empty(), Optional.empty(), 0, true, "", Sats.ZERO, 0, Sats.ZERO, 0, Sats.ZERO);

    @Override
    public void receive(BridgeMessage message, ActorContext<BridgeMessage> context) {
        switch (message) {
            case BridgeMessage.Poll _, BridgeMessage.TakeUp _ -> {}
            case BridgeMessage.GetMintable mintable -> mintable.reply().success(List.of());
            case BridgeMessage.VerifyPegIns verify ->
                verify.reply().success(new PegInVerdict.Unknown("there are no deposits"));
            case BridgeMessage.GetHoldings holdings ->
                holdings.reply().success(Optional.of(new Holdings(Sats.ZERO, Sats.ZERO)));
            case BridgeMessage.Ping ping -> ping.reply().success(true);
            case BridgeMessage.GetBridgeStatus status -> status.reply().success(STATUS);
            case BridgeMessage.ListPegIns list -> list.reply().success(List.of());
            case BridgeMessage.ListPegOuts list -> list.reply().success(List.of());
        }
    }
}
