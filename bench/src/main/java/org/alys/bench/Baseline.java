package org.alys.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The medians of an earlier run, by name, in a file with a line for each: name, median and unit, with tabs between. */
record Baseline(Map<String, Figure> figures) {
    private static final String GAP = "\t";
    private static final int COLUMNS = 3;

    record Figure(double median, String unit) {}

    /** A row that has become slower, or needs more, than in the earlier run. */
    record Regression(String row, double before, double now, String unit) {
        @Override
        public String toString() {
            return row + ": " + Figures.format(now) + " " + unit + ", was " + Figures.format(before);
        }
    }

    static Baseline of(List<Row> rows) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        rows.forEach(row -> figures.putIfAbsent(row.name(), new Figure(row.median(), row.unit())));
        return new Baseline(figures);
    }

    void save(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        figures.forEach((name, figure) ->
                lines.add(String.join(GAP, name, String.format(Locale.ROOT, "%.6g", figure.median()), figure.unit())));
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.write(file, lines);
    }

    /** @throws IllegalArgumentException when a line of the file is none of a baseline */
    static Baseline load(Path file) throws IOException {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.split(GAP, -1);
            try {
                if (columns.length != COLUMNS) {
                    throw new NumberFormatException("not three columns");
                }
                figures.put(columns[0], new Figure(Double.parseDouble(columns[1]), columns[2]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(file + " is no baseline: " + line, e);
            }
        }
        return new Baseline(figures);
    }

    /**
     * The rows that are worse than here by more than {@code tolerance}; rows that were not measured then are not compared.
     *
     * @param tolerance as a share: 0.2 lets a time grow to 1.2 times, and a rate fall to 1 / 1.2
     */
    List<Regression> regressions(List<Row> rows, double tolerance) {
        List<Regression> worse = new ArrayList<>();
        for (Row row : rows) {
            Figure before = figures.get(row.name());
            if (before != null && before.unit().equals(row.unit()) && growth(before.median(), row) > 1 + tolerance) {
                worse.add(new Regression(row.name(), before.median(), row.median(), row.unit()));
            }
        }
        return worse;
    }

    /** How many times the cost of before. */
    private static double growth(double before, Row row) {
        return row.isRate() ? before / row.median() : row.median() / before;
    }
}
