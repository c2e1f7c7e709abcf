package org.alys.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows set in columns: names to the left, numbers to the right. */
final class Table {
    private static final List<String> HEAD = List.of("benchmark", "median", "p99", "unit", "ratio", "to", "target");
    private static final List<Boolean> NUMERIC = List.of(false, true, true, false, true, false, false);
    private static final String GAP = "  ";

    private Table() {}

    static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining("\n"));
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.name(),
                Figures.format(row.median()),
                row.p99().isPresent() ? Figures.format(row.p99().getAsDouble()) : "",
                row.unit(),
                row.comparison()
                        .map(comparison -> String.format(Locale.ROOT, "%.2f", comparison.ratio()))
                        .orElse(""),
                row.comparison().map(Row.Comparison::peer).orElse(""),
                row.verdict());
    }

    private static String aligned(List<String> line, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String cell = line.get(column);
                    String padding = " ".repeat(widths[column] - cell.length());
                    return NUMERIC.get(column) ? padding + cell : cell + padding;
                })
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
