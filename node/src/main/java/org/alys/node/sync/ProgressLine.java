package org.alys.node.sync;

import java.time.Duration;
import java.util.Locale;

/** A status in one line for people. */
public final class ProgressLine {
    private static final int BAR = 30;

    private ProgressLine() {}

    /** Such as {@code downloading, 1 200 of 5 000 blocks (24.0 %), 412.0 blocks/s, 9 s left, 3 peers}. */
    public static String of(SyncStatus status) {
        return status.phase().label() + ", "
                + progress(
                        status.height(),
                        status.target(),
                        status.progress(),
                        status.blocksPerSecond(),
                        status.left().map(Duration::toSeconds).orElse(-1L))
                + ", " + status.peers() + " peers";
    }

    /**
     * The part about blocks and time.
     *
     * @param secondsLeft -1 when nobody can tell
     */
    public static String progress(long height, long target, double progress, double blocksPerSecond, long secondsLeft) {
        String line = String.format(Locale.ROOT, "%d of %d blocks (%.1f %%)", height, target, floor(progress) * 100);
        if (blocksPerSecond > 0) {
            line += String.format(Locale.ROOT, ", %.1f blocks/s", blocksPerSecond);
        }
        return secondsLeft >= 0 ? line + ", " + time(secondsLeft) + " left" : line;
    }

    /** Such as {@code [=======>      ]}, {@value #BAR} characters between the brackets. */
    public static String bar(double progress) {
        int done = (int) (Math.clamp(progress, 0, 1) * BAR);
        return "[" + "=".repeat(done) + (done < BAR ? ">" + " ".repeat(BAR - done - 1) : "") + "]";
    }

    /** 100 % is said only when all is there. */
    private static double floor(double progress) {
        return Math.floor(progress * 1000) / 1000;
    }

    private static String time(long seconds) {
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        return hours > 0
                ? hours + " h " + minutes + " min"
                : minutes > 0 ? minutes + " min " + seconds % 60 + " s" : seconds + " s";
    }
}
