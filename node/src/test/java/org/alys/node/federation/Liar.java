package org.alys.node.federation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Vote;
import org.alys.chain.vote.VoteKind;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** What arrives of a member that lies: the wires of a test ask here. */
final class Liar {
    private final int self;
    private final Network network;
    private final Map<Bytes32, SignedBlock> twins = new HashMap<>();

    Liar(int self, Network network) {
        this.self = self;
        this.network = network;
    }

    int self() {
        return self;
    }

    /** Shows members 3 and 4 another block than the rest, and member 1 both, and votes for the one that each has seen. */
    List<PeerMessage> withTwoFaces(int from, int to, PeerMessage message) {
        if (from == self && to == 1 && message instanceof PeerMessage.Proposal(var block, var parent, var skips)) {
            return List.of(message, new PeerMessage.Proposal(twinOf(block), parent, skips));
        }
        if (from != self || to < 3) {
            return List.of(message);
        }
        return switch (message) {
            case PeerMessage.Proposal(var block, var parent, var skips) ->
                List.of(new PeerMessage.Proposal(twinOf(block), parent, skips));
            case PeerMessage.Votes(var votes) ->
                List.of(new PeerMessage.Votes(votes.stream().map(this::twinOf).toList()));
            default -> List.of(message);
        };
    }

    /** Says for each finalize vote a vote to skip the same slot. */
    List<PeerMessage> alsoSkipping(int from, int to, PeerMessage message) {
        if (from != self || !(message instanceof PeerMessage.Votes(var votes))) {
            return List.of(message);
        }
        List<Vote> lies = votes.stream()
                .filter(vote -> vote.member() == self && vote.ballot().kind() == VoteKind.FINALIZE)
                .map(vote ->
                        sign(Ballot.skip(vote.ballot().fromSlot(), vote.ballot().toSlot())))
                .toList();
        return lies.isEmpty() ? List.of(message) : List.of(message, new PeerMessage.Votes(lies));
    }

    private Vote sign(Ballot ballot) {
        return network.signatures().vote(network.secret(self), self, ballot);
    }

    private SignedBlock twinOf(SignedBlock signed) {
        return twins.computeIfAbsent(signed.block().root(), _ -> {
            Block block = signed.block();
            Block twin = new Block(
                    block.parentRoot(),
                    block.height(),
                    block.slot(),
                    block.proposer(),
                    FakeExecution.hashed(renamed(block.payload()), block.parentRoot()),
                    block.pegIns(),
                    List.of(),
                    List.of(),
                    block.auxPow());
            return network.signatures().propose(network.secret(self), twin);
        });
    }

    private Vote twinOf(Vote vote) {
        SignedBlock twin = twins.get(vote.ballot().root());
        if (twin == null || vote.member() != self) {
            return vote;
        }
        long slot = vote.ballot().fromSlot();
        Bytes32 root = twin.block().root();
        return sign(
                vote.ballot().kind() == VoteKind.NOTARIZE ? Ballot.notarize(slot, root) : Ballot.finalize(slot, root));
    }

    private static ExecutionPayload renamed(ExecutionPayload payload) {
        return new ExecutionPayload(
                payload.fork(),
                payload.parentHash(),
                payload.feeRecipient(),
                payload.stateRoot(),
                payload.receiptsRoot(),
                payload.logsBloom(),
                payload.prevRandao(),
                payload.blockNumber(),
                payload.gasLimit(),
                payload.gasUsed(),
                payload.timestamp(),
                Bytes.fromHex("7477696e"),
                payload.baseFeePerGas(),
                payload.blockHash(),
                payload.transactions(),
                payload.withdrawals(),
                payload.blobGasUsed(),
                payload.excessBlobGas(),
                payload.executionRequests());
    }
}
