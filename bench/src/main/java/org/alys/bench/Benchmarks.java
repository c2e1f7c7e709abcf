package org.alys.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.alys.bench.JmhSuite.Line;
import org.alys.bench.JmhSuite.Shape;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code ./alys bench}: runs all benchmarks or those that are named, and prints one table. */
public final class Benchmarks {
    private static final String USAGE = """
            usage: ./alys bench [--long] [--save FILE] [--compare FILE] [NAME ...]
                   ./alys bench --list
            Runs all benchmarks, or those that are named, and prints a table of medians.
              --long           five times as many measurements
              --save FILE      keeps the medians as a baseline
              --compare FILE   exits with 1 when a median is worse by 20 % than in that baseline
              --list           names the benchmarks and does nothing
            """;
    private static final int BAD_USAGE = 2;
    private static final int WORSE = 1;
    /** On a noisy machine a median moves by some 10 % from run to run. */
    private static final double TOLERANCE = 0.2;
    /** The property that the logging configuration reads, here and in forks. */
    static final String LOG_LEVEL = "ALYS_LOG_LEVEL";

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        // Not warnings: writing one down for every restart that is measured takes longer than the restart.
        System.setProperty(
                LOG_LEVEL, Optional.ofNullable(System.getenv(LOG_LEVEL)).orElse("ERROR"));
        System.exit(run(List.of(arguments), suites(), System.out, System.err));
    }

    static int run(List<String> arguments, List<Suite> suites, PrintStream out, PrintStream err) throws Exception {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            out.println(listing(suites));
            return 0;
        }
        if (arguments.contains("--list")) {
            out.println(listing(suites));
            return 0;
        }
        List<String> names = new ArrayList<>(arguments);
        boolean isLong = names.remove("--long");
        Optional<Path> save;
        Optional<Baseline> before;
        try {
            save = takeFile("--save", names);
            before = baseline(takeFile("--compare", names));
        } catch (IllegalArgumentException e) {
            err.println("alys bench: " + e.getMessage());
            return BAD_USAGE;
        }
        List<String> known = suites.stream().map(Suite::name).toList();
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            err.println("alys bench: there is no benchmark or option " + String.join(", ", unknown)
                    + ". The benchmarks are:\n" + listing(suites));
            return BAD_USAGE;
        }
        Effort effort = isLong ? Effort.LONG : Effort.SHORT;
        List<Suite> chosen = suites.stream()
                .filter(suite -> names.isEmpty() || names.contains(suite.name()))
                .toList();
        List<Row> rows = measure(chosen, effort, err);
        out.println(Table.of(rows));
        if (save.isPresent()) {
            Baseline.of(rows).save(save.get());
        }
        List<Baseline.Regression> worse =
                before.map(baseline -> baseline.regressions(rows, TOLERANCE)).orElse(List.of());
        worse.forEach(regression -> out.println("worse: " + regression));
        return worse.isEmpty() ? 0 : WORSE;
    }

    /** Takes an option and its file out of the words. */
    private static Optional<Path> takeFile(String option, List<String> words) {
        int at = words.indexOf(option);
        if (at < 0) {
            return Optional.empty();
        }
        words.remove(at);
        if (at == words.size()) {
            throw new IllegalArgumentException(option + " needs a file");
        }
        return Optional.of(Path.of(words.remove(at)));
    }

    private static Optional<Baseline> baseline(Optional<Path> file) {
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(Baseline.load(file.get()));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the baseline " + e.getMessage(), e);
        }
    }

    private static List<Row> measure(List<Suite> suites, Effort effort, PrintStream progress) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Suite suite : suites) {
            progress.println(suite.name() + ": " + suite.summary());
            rows.addAll(suite.run(effort));
        }
        progress.println();
        return rows;
    }

    private static String listing(List<Suite> suites) {
        int width =
                suites.stream().mapToInt(suite -> suite.name().length()).max().orElse(0);
        return suites.stream()
                .map(suite ->
                        "  " + suite.name() + " ".repeat(width - suite.name().length()) + "  " + suite.summary())
                .collect(Collectors.joining("\n"));
    }

    private static List<Suite> suites() {
        return List.of(
                auxPow(),
                certificate(),
                imports(),
                new SyncSuite(),
                new VotingSuite(),
                storage(),
                state(),
                new BlockSuite(),
                new EvmSuite(),
                new PrecompileSuite(),
                new ActorsSuite(),
                supervision(),
                new P2pSuite());
    }

    private static Suite auxPow() {
        return new JmhSuite(
                "auxpow",
                "verifies a merged-mining proof of 12 + 4 branch levels, beside the hashing it cannot save",
                AuxPowBenchmark.class,
                new Shape.Timed(2, 5, TimeValue.seconds(1)),
                List.of(
                        Line.of("verify", "AuxPoW verified")
                                .asRate()
                                .against("hashingFloor")
                                .promising(new Target.AtLeast(150_000)),
                        Line.of("decodeAndVerify", "AuxPoW decoded and verified")
                                .asRate()
                                .against("hashingFloor"),
                        Line.of("hashingFloor", "its double hashes alone").asRate()));
    }

    private static Suite certificate() {
        return new JmhSuite(
                "certificate",
                "verifies a certificate, beside the same calls into jblst",
                CertificateBenchmark.class,
                new Shape.Timed(2, 5, TimeValue.seconds(1)),
                List.of(
                        Line.of("certificate", "certificate verified")
                                .against("rawJblst")
                                .promising(new Target.RatioAtMost(1.2)),
                        Line.of("rawJblst", "jblst alone")));
    }

    private static Suite imports() {
        return new JmhSuite(
                "import",
                "imports certified blocks on one core, without executing them",
                ImportBenchmark.class,
                new Shape.Calls(4, 5),
                List.of(
                        Line.of("buffered", "block imported, core time")
                                .countedBy(CoreTime.COUNTER, "per core s")
                                .promising(new Target.AtLeast(600)),
                        Line.of("buffered", "block imported, buffered").asRate().against("signatures"),
                        Line.of("synced", "block imported, synced").asRate().against("signatures"),
                        Line.of("oneByOne", "block imported by itself, buffered")
                                .asRate()
                                .against("signatures"),
                        Line.of("unsigned", "the same without signatures and disk")
                                .asRate()
                                .against("signatures"),
                        Line.of("signatures", "its signatures alone").asRate()));
    }

    private static Suite storage() {
        return new JmhSuite(
                "storage",
                "writes the batch of a 10 KB block, and the permits for what is signed",
                StorageBenchmark.class,
                new Shape.Timed(1, 3, TimeValue.seconds(1)),
                List.of(
                        Line.of("importSynced", "batch written, synced").against("importBuffered"),
                        Line.of("importBuffered", "batch written, buffered"),
                        Line.of("readLastBlock", "block read"),
                        Line.of("permitOne", "permit for one vote"),
                        Line.of("permitTwo", "permits for two votes").against("permitOne")));
    }

    private static Suite supervision() {
        return new JmhSuite(
                "supervision",
                "decides on failures, and finds actors among 100 000",
                SupervisionBenchmark.class,
                new Shape.Timed(2, 5, TimeValue.seconds(1)),
                List.of(
                        Line.of("assess", "failure assessed"),
                        Line.of("decide", "supervision decision").promising(new Target.AtMost(10_000)),
                        Line.of("backoff", "backoff computed"),
                        Line.of("detectPatterns", "patterns in 50 failures"),
                        Line.of("findByName", "actor found by name").promising(new Target.AtMost(100)),
                        Line.of("composedQuery", "composed query, 20 found").promising(new Target.AtMost(10_000))));
    }

    private static Suite state() {
        return new JmhSuite(
                "state",
                "commits the state of a block that changes 500 accounts of many",
                StateBenchmark.class,
                new Shape.Timed(2, 3, TimeValue.seconds(2)),
                List.of(Line.of("commitBlock", "500 accounts committed")));
    }
}
