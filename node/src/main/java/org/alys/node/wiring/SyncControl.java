package org.alys.node.wiring;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.alys.actor.ActorRef;
import org.alys.actor.AskException;
import org.alys.actor.Reply;
import org.alys.node.http.SidechainView;
import org.alys.node.http.SyncApi;
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
    public Optional<SidechainView.Sync> pauseSync() {
        return order(SyncMessage.Pause::new);
    }

    @Override
    public Optional<SidechainView.Sync> resumeSync(OptionalLong until) {
        return order(reply -> new SyncMessage.Resume(until, reply));
    }

    private Optional<SidechainView.Sync> order(Function<Reply<SyncStatus>, SyncMessage> order) {
        try {
            return Optional.of(view(actor.ask(order, PATIENCE)));
        } catch (AskException e) {
            LOG.warn("SYN008 the sync does not answer: {}", e.reason().describe());
            return Optional.empty();
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
