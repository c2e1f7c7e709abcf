package org.alys.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JMH class, run in a fork of its own.
 *
 * @param subject the class
 * @param shape how its methods are run
 * @param lines the rows in order; the peer of a row is measured in the same run with the same parameters
 */
record JmhSuite(String name, String summary, Class<?> subject, Shape shape, List<Line> lines) implements Suite {
    /** Iterations of a short run: of a fixed time, or one call each. */
    sealed interface Shape {
        record Timed(int warmups, int iterations, TimeValue time) implements Shape {}

        record Calls(int warmups, int iterations) implements Shape {}
    }

    /** What is shown of a method: the figure that JMH prints, operations in a second, or a counter of its own. */
    sealed interface Figure {
        record Score() implements Figure {}

        record Rate() implements Figure {}

        record Counter(String name, String unit) implements Figure {}
    }

    /**
     * How a method is shown.
     *
     * @param figure what of its result
     * @param peer the method to compare with
     */
    record Line(String method, String text, Figure figure, Optional<String> peer, Optional<Target> target) {
        static Line of(String method, String text) {
            return new Line(method, text, new Figure.Score(), Optional.empty(), Optional.empty());
        }

        Line asRate() {
            return new Line(method, text, new Figure.Rate(), peer, target);
        }

        Line countedBy(String counter, String unit) {
            return new Line(method, text, new Figure.Counter(counter, unit), peer, target);
        }

        Line against(String peerMethod) {
            return new Line(method, text, figure, Optional.of(peerMethod), target);
        }

        Line promising(Target promised) {
            return new Line(method, text, figure, peer, Optional.of(promised));
        }
    }

    @Override
    public List<Row> run(Effort effort) throws RunnerException {
        Map<String, Map<String, RunResult>> byParameters = new LinkedHashMap<>();
        for (RunResult result : measure(effort)) {
            String benchmark = result.getParams().getBenchmark();
            byParameters
                    .computeIfAbsent(parameters(result), _ -> new LinkedHashMap<>())
                    .put(benchmark.substring(benchmark.lastIndexOf('.') + 1), result);
        }
        List<Row> rows = new ArrayList<>();
        byParameters.forEach((parameters, results) -> lines.forEach(line -> rows.add(row(line, parameters, results))));
        return rows;
    }

    private Collection<RunResult> measure(Effort effort) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + subject.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .shouldFailOnError(true)
                .jvmArgsPrepend("-D" + Benchmarks.LOG_LEVEL + "=" + System.getProperty(Benchmarks.LOG_LEVEL, "ERROR"))
                .verbosity(VerboseMode.SILENT);
        switch (shape) {
            case Shape.Timed(int warmups, int iterations, TimeValue time) ->
                options.warmupIterations(warmups)
                        .warmupTime(time)
                        .measurementIterations(iterations * effort.factor())
                        .measurementTime(time);
            case Shape.Calls(int warmups, int iterations) ->
                options.warmupIterations(warmups).measurementIterations(iterations * effort.factor());
        }
        return new Runner(options.build()).run();
    }

    private static String parameters(RunResult result) {
        return String.join(
                ", ",
                result.getParams().getParamsKeys().stream()
                        .map(key -> result.getParams().getParam(key) + " " + key)
                        .toList());
    }

    private Row row(Line line, String parameters, Map<String, RunResult> results) {
        RunResult result = find(results, line.method());
        Result<?> primary = result.getPrimaryResult();
        String title = line.text() + (parameters.isEmpty() ? "" : ", " + parameters);
        Row row = switch (line.figure()) {
            case Figure.Score _ -> Row.of(title, median(primary), primary.getScoreUnit());
            case Figure.Rate _ -> Row.of(title, 1 / seconds(result), "per s");
            case Figure.Counter(String counter, String unit) -> Row.of(title, median(counter(result, counter)), unit);
        };
        if (result.getParams().getMode() == Mode.SampleTime) {
            row = row.withP99(primary.getStatistics().getPercentile(99));
        }
        if (line.peer().isPresent()) {
            RunResult peer = find(results, line.peer().get());
            row = row.comparedWith(
                    seconds(result) / seconds(peer), text(line.peer().get()));
        }
        return line.target().map(row::withTarget).orElse(row);
    }

    private String text(String method) {
        return lines.stream()
                .filter(line -> line.method().equals(method))
                .map(Line::text)
                .findFirst()
                .orElse(method);
    }

    private static RunResult find(Map<String, RunResult> results, String method) {
        RunResult result = results.get(method);
        if (result == null) {
            throw new IllegalStateException("no result of " + method + " among " + results.keySet());
        }
        return result;
    }

    private static Result<?> counter(RunResult result, String name) {
        Result<?> counter = result.getSecondaryResults().get(name);
        if (counter == null) {
            throw new IllegalStateException("no counter " + name + " among "
                    + result.getSecondaryResults().keySet());
        }
        return counter;
    }

    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(50);
    }

    /** The median time of one operation. */
    private static double seconds(RunResult result) {
        double median = median(result.getPrimaryResult());
        double unitsPerSecond = result.getParams().getTimeUnit().convert(1, TimeUnit.SECONDS);
        return result.getParams().getMode() == Mode.Throughput
                ? 1 / (median * unitsPerSecond)
                : median / unitsPerSecond;
    }
}
