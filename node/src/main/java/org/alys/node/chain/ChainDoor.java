package org.alys.node.chain;

import java.util.function.Function;
import org.alys.actor.ActorRef;
import org.alys.node.network.FederationLink;
import org.alys.node.network.MessageRules;
import org.alys.node.network.PeerMessage;
import org.alys.p2p.gossip.Verdict;

/**
 * Where messages of other nodes come in: what passes the rules goes to the chain.
 *
 * @param transactions judges and takes in what is for the execution layer
 */
public record ChainDoor(
        MessageRules rules, ActorRef<ChainMessage> chain, Function<PeerMessage.Transactions, Verdict> transactions)
        implements FederationLink.Inbox {
    @Override
    public Verdict take(int author, PeerMessage message) {
        return switch (message) {
            case PeerMessage.ForChain forChain -> {
                Verdict verdict = rules.judge(author, forChain);
                if (verdict == Verdict.ACCEPT) {
                    chain.tell(new ChainMessage.FromPeer(author, forChain));
                }
                yield verdict;
            }
            case PeerMessage.Transactions shared -> transactions.apply(shared);
        };
    }
}
