package org.alys.node.bridge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.actor.Prioritized;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.PegOut;
import org.alys.chain.block.PegIn;
import org.alys.node.http.PegInView;
import org.alys.primitives.Sats;

/**
 * What the {@link BridgeActor} understands. What consensus asks is answered in the order of what the bridge was told, before the
 * lists that people look at.
 */
public sealed interface BridgeMessage extends Prioritized {
    /** Look at Bitcoin now. */
    record Poll() implements BridgeMessage {}

    /** Deposits that may be minted, in Bitcoin's order, without those that unfinished blocks mint already. */
    record GetMintable(int most, Set<OutPoint> excluded, Reply<List<PegIn>> reply) implements BridgeMessage {}

    /** Whether a block's deposits are real and deep enough, by this node's own view of Bitcoin. */
    record VerifyPegIns(List<PegIn> pegIns, Reply<PegInVerdict> reply) implements BridgeMessage {}

    /**
     * The final chain grew, or may have: the bridge takes up what its blocks minted and which peg-outs they request. Both are
     * in the database with the blocks, so losing this message costs only time.
     */
    record TakeUp() implements BridgeMessage {}

    /**
     * What the federation holds, and how much of it is not minted, as seen from a block; empty while Bitcoin is not read up to
     * its tip.
     *
     * @param mintedUnfinished deposits that blocks up to that one mint without being federation-final yet
     */
    record GetHoldings(Set<OutPoint> mintedUnfinished, Reply<Optional<Holdings>> reply) implements BridgeMessage {}

    /**
     * The federation's coins.
     *
     * @param waiting the part of {@code held} from deposits that are not minted, too small ones included
     */
    record Holdings(Sats held, Sats waiting) {}

    record GetBridgeStatus(Reply<BridgeStatus> reply) implements BridgeMessage {}

    /** Deposits, newest first. */
    record ListPegIns(int count, int skip, Reply<List<PegInView>> reply) implements BridgeMessage {}

    /** Peg-out requests, newest first; those of blocks that are not final come before all others. */
    record ListPegOuts(int count, int skip, Reply<List<PegOut>> reply) implements BridgeMessage {}

    /** Are you there? Answered with true. */
    record Ping(Reply<Boolean> reply) implements BridgeMessage {}

    @Override
    default Priority priority() {
        return switch (this) {
            case Ping _ -> Priority.CRITICAL;
            case Poll _, TakeUp _, GetMintable _, VerifyPegIns _, GetHoldings _, GetBridgeStatus _ -> Priority.NORMAL;
            case ListPegIns _, ListPegOuts _ -> Priority.BACKGROUND;
        };
    }

    /** What this node can say of a block's deposits. */
    sealed interface PegInVerdict {
        record Valid() implements PegInVerdict {}

        record Invalid(OutPoint outPoint, String reason) implements PegInVerdict {}

        /** Not known or not deep enough yet, or Bitcoin cannot be asked. */
        record Unknown(String reason) implements PegInVerdict {}
    }
}
