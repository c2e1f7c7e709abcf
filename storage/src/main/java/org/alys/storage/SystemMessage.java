package org.alys.storage;

import java.util.Locale;

/** What the operating system says of an error, where its number does not reach Java. */
final class SystemMessage {
    private SystemMessage() {}

    /** Whether there was no space, on the device ({@code ENOSPC}) or within the user's share of it ({@code EDQUOT}). */
    static boolean tellsOfFullDisk(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }
}
