package org.alys.bench;

import java.util.List;

/** One thing that can be measured by name. */
interface Suite {
    /** What {@code ./alys bench NAME} calls it. */
    String name();

    /** What it measures, in one line. */
    String summary();

    /**
     * Measures.
     *
     * @throws IllegalStateException when what was to be measured did not work
     */
    List<Row> run(Effort effort) throws Exception;
}
