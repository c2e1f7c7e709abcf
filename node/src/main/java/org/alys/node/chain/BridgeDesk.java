package org.alys.node.chain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.AskException;
import org.alys.actor.AskFailure;
import org.alys.actor.Reply;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.PegIn;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.bridge.BridgeMessage.Holdings;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.bridge.BridgeStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the chain asks the bridge. A bridge that does not answer in time knows nothing: deposits wait, and reserves go unchecked. Consensus waits
 * for such a bridge once, and then asks it, beside the mailbox, only how it is until it says so again. For the chain's thread.
 */
final class BridgeDesk {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeDesk.class);

    private final ActorRef<BridgeMessage> bridge;
    private Optional<String> problem = Optional.empty();
    private boolean silent;
    private boolean asked;

    BridgeDesk(ActorRef<BridgeMessage> bridge) {
        this.bridge = bridge;
    }

    /** The final chain grew, or may have. */
    void takeUp() {
        bridge.tell(new BridgeMessage.TakeUp());
    }

    /** A minted deposit that Bitcoin took back; empty in normal operation, and while the bridge does not say. */
    Optional<String> lost() {
        return ask(BridgeMessage.GetBridgeStatus::new).flatMap(BridgeStatus::lost);
    }

    /** What this node can say of a block's deposit. */
    PegInVerdict verify(PegIn pegIn) {
        return this.<PegInVerdict>ask(reply -> new BridgeMessage.VerifyPegIns(List.of(pegIn), reply))
                .orElseGet(() -> new PegInVerdict.Unknown(why()));
    }

    /** Deposits that a block may mint, at most {@code most}. */
    List<PegIn> mintable(int most, Set<OutPoint> excluded) {
        return this.<List<PegIn>>ask(reply -> new BridgeMessage.GetMintable(most, excluded, reply))
                .orElse(List.of());
    }

    /** What the federation holds, as seen from a block; empty while nobody can tell, {@link #why}. */
    Optional<Holdings> holdings(Set<OutPoint> mintedUnfinished) {
        return this.<Optional<Holdings>>ask(reply -> new BridgeMessage.GetHoldings(mintedUnfinished, reply))
                .flatMap(Function.identity());
    }

    /** Why it knows nothing. */
    String why() {
        return problem.map(detail -> "the bridge does not answer: " + detail)
                .orElse("Bitcoin is not read up to its tip");
    }

    /** Asks a bridge that fell silent whether it is there again; the answer comes to {@link #sought}. */
    void seek(ActorContext<ChainMessage> context) {
        if (silent && !asked) {
            asked = true;
            context.pipe(
                    bridge.<BridgeStatus>askAsync(BridgeMessage.GetBridgeStatus::new, ChainPorts.BRIDGE_PATIENCE),
                    _ -> new ChainMessage.BridgeSought(true),
                    _ -> new ChainMessage.BridgeSought(false));
        }
    }

    /** What became of {@link #seek}. */
    void sought(boolean there) {
        asked = false;
        if (there && silent) {
            silent = false;
            problem = Optional.empty();
            LOG.info("the bridge answers again");
        }
    }

    private <R> Optional<R> ask(Function<Reply<R>, BridgeMessage> question) {
        if (silent) {
            return Optional.empty();
        }
        try {
            R answer = bridge.ask(question, ChainPorts.BRIDGE_PATIENCE);
            problem = Optional.empty();
            return Optional.of(answer);
        } catch (AskException e) {
            problem = Optional.of(e.reason().describe());
            silent = e.reason() instanceof AskFailure.TimedOut;
            LOG.warn(
                    "CHN003 the bridge does not answer, so deposits wait and reserves go unchecked: {}",
                    e.reason().describe());
            return Optional.empty();
        }
    }
}
