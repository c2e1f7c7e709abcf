package org.alys.node.cli;

import java.io.Console;
import java.util.Optional;

/** Where the output goes. */
final class Terminal {
    private Terminal() {}

    /** Whether a person sees it: lines may be written over. */
    static boolean isThere() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
