package org.alys.node.dev;

import java.nio.file.Path;
import org.alys.chain.vote.MemberSet;

/**
 * How a local network is to be run.
 *
 * @param directory where everything of this network is kept
 * @param members size of the federation, 1 to 15
 * @param fullNodes nodes that are no members, 0 to 16
 * @param program the main class of the program {@code alys}, which each process runs
 */
public record TestnetOptions(Path directory, int members, int fullNodes, String program) {
    public static final int MAX_FULL_NODES = 16;

    public TestnetOptions {
        if (members < 1 || members > MemberSet.MAX_MEMBERS || fullNodes < 0 || fullNodes > MAX_FULL_NODES) {
            throw new IllegalArgumentException("a network has 1 to " + MemberSet.MAX_MEMBERS + " members and at most "
                    + MAX_FULL_NODES + " others");
        }
    }
}
