package org.alys.node.http;

import java.util.Optional;
import java.util.OptionalLong;

/** What operators ask of the sync. Called from many threads at once; a call may block. */
public interface SyncApi {
    SidechainView.Sync syncStatus();

    /** Asks nobody for blocks and takes no part until {@link #resumeSync}. Empty when the sync does not answer. */
    Optional<SidechainView.Sync> pauseSync();

    /**
     * Goes on; also after it paused by itself. Empty when the sync does not answer.
     *
     * @param until height of the final block at which it pauses again, at least 1; for ever when empty
     */
    Optional<SidechainView.Sync> resumeSync(OptionalLong until);
}
