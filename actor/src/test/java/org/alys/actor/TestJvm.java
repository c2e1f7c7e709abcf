package org.alys.actor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second Java process with the class path of this test, which runs a main class to its end. */
final class TestJvm {
    /**
     * How it ended.
     *
     * @param exitCode 0 for success
     * @param output what it printed
     */
    record Ended(int exitCode, String output) {}

    private TestJvm() {}

    /**
     * Runs {@code main} and waits.
     *
     * @param directory where it runs and leaves its output; made if it is not there
     * @throws AssertionError if it has not ended after so many minutes; it is killed
     */
    static Ended run(Path directory, int minutes, List<String> flags, String main, List<String> arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(flags);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                throw new AssertionError(
                        main + " is not done after " + minutes + " minutes: " + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
