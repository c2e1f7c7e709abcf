package org.alys.node.federation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.PegIn;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.bridge.BridgeStatus;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** Answers from a script; like the real bridge it asks the database what was minted. */
final class ScriptedBridge implements Actor<BridgeMessage> {
    private final BridgeScript script;
    private final ActorRef<StorageMessage> storage;

    ScriptedBridge(BridgeScript script, ActorRef<StorageMessage> storage) {
        this.script = script;
        this.storage = storage;
    }

    @Override
    public void started(ActorContext<BridgeMessage> context) {
        takeUp();
    }

    private void takeUp() {
        for (PegIn deposit : script.deposits()) {
            boolean minted = storage.ask(
                            (Reply<OptionalLong> reply) ->
                                    new StorageMessage.GetMintedHeight(key(deposit.outPoint()), reply),
                            Duration.ofSeconds(30))
                    .isPresent();
            if (minted) {
                script.minted(List.of(deposit.outPoint()));
            }
        }
    }

    /** As the database has it: transaction id, then the index, four bytes, little-endian. */
    static Bytes key(OutPoint outPoint) {
        long index = Integer.toUnsignedLong(Integer.reverseBytes((int) outPoint.index()));
        return Bytes.fromHex(outPoint.txid().bytes().toHex() + "%08x".formatted(index));
    }

    @Override
    public void receive(BridgeMessage message, ActorContext<BridgeMessage> context) {
        switch (message) {
            case BridgeMessage.GetMintable _,
                    BridgeMessage.VerifyPegIns _,
                    BridgeMessage.GetHoldings _,
                    BridgeMessage.GetBridgeStatus _
            when script.isSilent() -> {}
            case BridgeMessage.Poll _ -> {}
            case BridgeMessage.GetMintable(int most, var excluded, var reply) ->
                reply.success(script.mintable(most, excluded));
            case BridgeMessage.VerifyPegIns(var pegIns, var reply) ->
                reply.success(
                        pegIns.stream().allMatch(script::knows)
                                ? new PegInVerdict.Valid()
                                : new PegInVerdict.Unknown("not in the script"));
            case BridgeMessage.TakeUp _ -> takeUp();
            case BridgeMessage.GetHoldings(var unfinished, var reply) ->
                reply.success(Optional.of(new BridgeMessage.Holdings(script.held(), script.waiting(unfinished))));
            case BridgeMessage.Ping(var reply) -> reply.success(true);
            case BridgeMessage.GetBridgeStatus(var reply) ->
                reply.success(new BridgeStatus(
                        script.problem(), script.lost(), 0, true, "", script.held(), 0, Sats.ZERO, 0, Sats.ZERO));
            case BridgeMessage.ListPegIns(int count, int skip, var reply) -> reply.success(List.of());
            case BridgeMessage.ListPegOuts(int count, int skip, var reply) -> reply.success(List.of());
        }
    }
}
