package org.alys.fuzzing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One search for inputs that break a target of a group: Jazzer, guided by coverage, in a JVM of its own with little memory. */
public final class FuzzRun {
    /** Seconds of a search; more finds more. */
    private static final String SECONDS = "alys.test.fuzz";

    private static final int SHORT_SECONDS = 7;
    private static final int LONG_SECONDS = 120;

    /** An input that takes longer is a finding. */
    private static final int MAX_INPUT_SECONDS = 20;

    private static final int MAX_RESIDENT_MEGABYTES = 2048;
    private static final int MAX_SHOWN = 6000;
    private static final int MINUTES_TO_START_AND_END = 3;

    private final FuzzGroup group;
    private final int heapMegabytes;
    private final long seconds;
    private final long seed;

    private FuzzRun(FuzzGroup group, int heapMegabytes, long seconds, long seed) {
        this.group = group;
        this.heapMegabytes = heapMegabytes;
        this.seconds = seconds;
        this.seed = seed;
    }

    /**
     * A run as the system properties say: {@code alys.test.fuzz} is its seconds (7; 120 with {@code alys.test.all}),
     * {@code alys.test.seed} its seed.
     *
     * @param heapMegabytes what the targets may use, with about 100 for Jazzer itself; more is a finding
     */
    public static FuzzRun of(FuzzGroup group, int heapMegabytes) {
        int usual = Boolean.getBoolean("alys.test.all") ? LONG_SECONDS : SHORT_SECONDS;
        return new FuzzRun(
                group,
                heapMegabytes,
                Integer.getInteger(SECONDS, usual),
                Long.getLong("alys.test.seed", System.nanoTime()) & Integer.MAX_VALUE);
    }

    FuzzRun lasting(long otherSeconds) {
        return new FuzzRun(group, heapMegabytes, otherSeconds, seed);
    }

    /** What came of a run. */
    public sealed interface Outcome {
        /**
         * Nothing was found.
         *
         * @param inputs how many were tried
         */
        record Clean(long inputs) implements Outcome {}

        /**
         * Something broke.
         *
         * @param line for the corpus, to try the input in every run from now on; empty when the process ended without an input
         * @param output of the process
         */
        record Found(String line, String output) implements Outcome {}
    }

    /**
     * Runs, and says which input broke what, if one did.
     *
     * @param directory new or empty
     * @throws AssertionError when something broke
     */
    public void findNothing(Path directory) throws IOException, InterruptedException {
        switch (run(directory)) {
            case Outcome.Clean(long inputs) ->
                System.out.println(group.owner().getSimpleName() + ": nothing found with " + inputs + " inputs");
            case Outcome.Found(String line, String output) -> {
                int start = Math.max(0, output.indexOf("== "));
                String shown = output.substring(start, Math.min(output.length(), start + MAX_SHOWN));
                throw new AssertionError("for the corpus of " + group.owner().getName() + ":\n" + line + "\n" + shown);
            }
        }
    }

    /**
     * Runs, and leaves what it needs in {@code directory}.
     *
     * @param directory new or empty
     */
    public Outcome run(Path directory) throws IOException, InterruptedException {
        Path known = Files.createDirectories(directory.resolve("known"));
        List<FuzzGroup.Case> cases = group.cases();
        for (int i = 0; i < cases.size(); i++) {
            Files.write(known.resolve(Integer.toString(i)), group.input(cases.get(i)));
        }
        Files.createDirectories(directory.resolve("new"));
        Path log = directory.resolve("jazzer.log");
        System.out.println(group.owner().getSimpleName() + ": fuzzing for " + seconds + " s with seed " + seed
                + " (-Dalys.test.fuzz, -Dalys.test.seed)");
        Process process = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(seconds + TimeUnit.MINUTES.toSeconds(MINUTES_TO_START_AND_END), TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        return ended && process.exitValue() == 0
                ? new Outcome.Clean(tried(output))
                : new Outcome.Found(finding(directory), output);
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + group.owner().getName(),
                "--instrumentation_includes=org.alys.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                "-max_total_time=" + seconds,
                "-seed=" + seed,
                "-timeout=" + MAX_INPUT_SECONDS,
                "-rss_limit_mb=" + MAX_RESIDENT_MEGABYTES,
                "-print_final_stats=1",
                "new",
                "known");
    }

    /** Jazzer writes an input that breaks something as a file of its own. */
    private String finding(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> inputs = files.filter(
                            file -> file.getFileName().toString().matches("(crash|timeout|oom|slow-unit|leak)-.*"))
                    .sorted()
                    .toList();
            for (Path input : inputs) {
                byte[] bytes = Files.readAllBytes(input);
                if (bytes.length > 0) {
                    return group.line(bytes);
                }
            }
            return "";
        }
    }

    private static long tried(String output) {
        return output.lines()
                .filter(line -> line.startsWith("stat::number_of_executed_units:"))
                .map(line ->
                        line.substring(line.indexOf(':', "stat::".length()) + 1).strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
