package org.alys.node.chain;

import org.alys.chain.block.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator when blocks go unchecked against the federation's bitcoin for long. While a node starts and reads Bitcoin, that is
 * as it should be: the first block that can be checked covers all before it.
 */
final class ReserveChecks {
    private static final Logger LOG = LoggerFactory.getLogger(ReserveChecks.class);
    /** A minute at one block in two seconds. */
    static final int LONG = 30;

    private int unchecked;

    void unchecked(Block block, String why) {
        unchecked++;
        if (unchecked == LONG) {
            LOG.warn("CHN003 the reserves of the last {} blocks were not checked: {}", LONG, why);
        } else {
            LOG.debug("the reserves of {} were not checked: {}", block, why);
        }
    }

    void checked() {
        if (unchecked >= LONG) {
            LOG.info("the reserves are checked again, after {} blocks", unchecked);
        }
        unchecked = 0;
    }
}
