package org.alys.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Numbers as the table shows them, and the percentiles of a sample. */
final class Figures {
    private Figures() {}

    /** Three significant digits or whole numbers, thousands apart. */
    static String format(double figure) {
        if (figure >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", figure).replace(',', ' ');
        }
        int decimals = figure >= 100 || figure == 0 ? 0 : figure >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", figure);
    }

    /** The middle of a sample. */
    static double median(Collection<Double> sample) {
        return percentile(sample, 0.5);
    }

    /** As {@link #percentile(DoubleStream, double)}. */
    static double percentile(Collection<Double> sample, double share) {
        DoubleStream.Builder figures = DoubleStream.builder();
        sample.forEach(figures::add);
        return percentile(figures.build(), share);
    }

    /**
     * The smallest value that {@code share} of the sample does not exceed (nearest rank).
     *
     * @param share above 0, at most 1
     */
    static double percentile(DoubleStream sample, double share) {
        double[] sorted = sample.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a sample of nothing has no percentile");
        }
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
