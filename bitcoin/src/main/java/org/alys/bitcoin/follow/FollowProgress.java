package org.alys.bitcoin.follow;

import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;

/** What a poll has found so far. Lives as long as the poll. */
final class FollowProgress {
    private final List<ChainEvent> events = new ArrayList<>();
    private FollowCursor cursor;

    FollowProgress(FollowCursor cursor) {
        this.cursor = cursor;
    }

    FollowCursor cursor() {
        return cursor;
    }

    int events() {
        return events.size();
    }

    boolean isTip(BlockHash hash) {
        return cursor.tip().filter(hash::equals).isPresent();
    }

    void disconnect() {
        events.add(
                new ChainEvent.Disconnected(cursor.tipHeight(), cursor.hashes().getLast()));
        cursor = cursor.disconnect();
    }

    /** Whether the block could be connected: only on its own parent. */
    boolean connect(BlockHash hash, Block block) {
        boolean onTip =
                cursor.tip().map(tip -> tip.equals(block.header().previous())).orElse(true);
        if (onTip) {
            cursor = cursor.connect(hash);
            events.add(new ChainEvent.Connected(cursor.tipHeight(), hash, block));
        }
        return onTip;
    }

    FollowStep step(FollowStatus status) {
        return new FollowStep(events, cursor, status);
    }
}
