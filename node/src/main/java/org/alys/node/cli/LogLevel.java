package org.alys.node.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the program logs; {@code ALYS_LOG_LEVEL} in the environment has the last word. */
final class LogLevel {
    private LogLevel() {}

    static void set(String level) {
        if (System.getenv("ALYS_LOG_LEVEL") == null
                && LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.toLevel(level));
        }
    }
}
