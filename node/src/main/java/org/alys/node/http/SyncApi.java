package org.alys.node.http;

import java.util.List;
import java.util.OptionalLong;

/** What operators ask of the sync. Called from many threads at once; a call may block. */
public interface SyncApi {
    SidechainView.Sync syncStatus();

    /** What connected peers are worth as sources of blocks, the best first. */
    List<SyncPeerView> syncPeers();

    /** Asks nobody for blocks and takes no part until {@link #resumeSync}, over restarts too. */
    SyncAnswer pauseSync();

    /**
     * Goes on; also after it paused by itself.
     *
     * @param until height of the block at which it pauses again and above which none is executed, at least 1; for ever when empty
     */
    SyncAnswer resumeSync(OptionalLong until);
}
