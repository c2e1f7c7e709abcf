package org.alys.bench;

import java.util.Locale;

/** A limit that a figure of a row must keep. */
sealed interface Target {
    boolean isMetBy(Row row);

    /** A rate whose median is at least {@code limit}. */
    record AtLeast(double limit) implements Target {
        @Override
        public boolean isMetBy(Row row) {
            return row.median() >= limit;
        }

        @Override
        public String toString() {
            return "at least " + Figures.format(limit);
        }
    }

    /** A cost whose median is at most {@code limit}. */
    record AtMost(double limit) implements Target {
        @Override
        public boolean isMetBy(Row row) {
            return row.median() <= limit;
        }

        @Override
        public String toString() {
            return "at most " + Figures.format(limit);
        }
    }

    /** A time whose 99th percentile stays below {@code limit}. */
    record P99Below(double limit) implements Target {
        @Override
        public boolean isMetBy(Row row) {
            return row.p99().orElseThrow(() -> new IllegalStateException(row.name() + " has no percentiles")) < limit;
        }

        @Override
        public String toString() {
            return "p99 below " + Figures.format(limit);
        }
    }

    /** A comparison whose ratio is at most {@code limit}. */
    record RatioAtMost(double limit) implements Target {
        @Override
        public boolean isMetBy(Row row) {
            return row.comparison()
                            .orElseThrow(() -> new IllegalStateException(row.name() + " is compared with nothing"))
                            .ratio()
                    <= limit;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "ratio at most %.2f", limit);
        }
    }
}
