package org.alys.node.wiring;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.alys.actor.ActorRef;
import org.alys.actor.AskException;
import org.alys.actor.Reply;
import org.alys.node.http.SidechainView;
import org.alys.node.http.SyncAnswer;
import org.alys.node.http.SyncApi;
import org.alys.node.http.SyncPeerView;
import org.alys.node.sync.OrderAnswer;
import org.alys.node.sync.ScorePart;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steers the sync for operators. */
final class SyncControl implements SyncApi {
    private static final Logger LOG = LoggerFactory.getLogger(SyncControl.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ActorRef<SyncMessage> actor;
    private final SyncBoard board;

    SyncControl(ActorRef<SyncMessage> actor, SyncBoard board) {
        this.actor = actor;
        this.board = board;
    }

    @Override
    public SidechainView.Sync syncStatus() {
        return view(board.status());
    }

    @Override
    public List<SyncPeerView> syncPeers() {
        return board.peers().stream()
                .map(peer -> new SyncPeerView(
                        peer.peer().id(),
                        peer.peer().member(),
                        peer.finalHeight(),
                        peer.score(),
                        Arrays.stream(ScorePart.values())
                                .map(part -> new SyncPeerView.Part(
                                        part.label(), peer.parts().getOrDefault(part, 0.0), part.weight()))
                                .toList(),
                        peer.standing().label()))
                .toList();
    }

    @Override
    public SyncAnswer pauseSync() {
        return order(SyncMessage.Pause::new);
    }

    @Override
    public SyncAnswer resumeSync(OptionalLong until) {
        return order(reply -> new SyncMessage.Resume(until, reply));
    }

    private SyncAnswer order(Function<Reply<OrderAnswer>, SyncMessage> order) {
        try {
            return switch (actor.ask(order, PATIENCE)) {
                case OrderAnswer.Obeyed(SyncStatus status) -> new SyncAnswer.Obeyed(view(status));
                case OrderAnswer.Refused(String reason) -> new SyncAnswer.Refused(reason);
            };
        } catch (AskException e) {
            LOG.warn("SYN008 the sync does not answer: {}", e.reason().describe());
            return new SyncAnswer.Silent();
        }
    }

    static SidechainView.Sync view(SyncStatus status) {
        return new SidechainView.Sync(
                status.phase().label(),
                status.phase().code(),
                status.readiness().label(),
                status.height(),
                status.target(),
                status.progress(),
                status.blocksPerSecond(),
                status.left().map(left -> OptionalLong.of(left.toSeconds())).orElse(OptionalLong.empty()),
                status.mayProduce(),
                status.waitsFor());
    }
}
