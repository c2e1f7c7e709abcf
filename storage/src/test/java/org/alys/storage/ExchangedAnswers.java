package org.alys.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As long as it is open, strace answers this process's calls with an error, in place of the kernel. */
final class ExchangedAnswers implements AutoCloseable {
    /** The system property of this process that says where the program is; {@link #TOLD} for who starts it. */
    private static final String PROGRAM = "alys.strace";

    static final Path STRACE = Path.of(System.getProperty("alys.root", ".."), ".alys", "strace", "bin", "strace")
            .toAbsolutePath()
            .normalize();
    /** The flag for a process that is to exchange answers. */
    static final String TOLD = "-D" + PROGRAM + "=" + STRACE;

    private final Process strace;

    private ExchangedAnswers(Process strace) {
        this.strace = strace;
    }

    /**
     * Returns when strace has taken hold of all threads; when it cannot, prints why after "untraceable" and throws.
     *
     * @param calls with commas between them
     * @param error by its name, such as {@code EIO}
     * @param files calls for others are not touched; none for all
     */
    static ExchangedAnswers forThisProcess(String calls, String error, List<Path> files) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty(PROGRAM, "strace"),
                "-f",
                "-p",
                Long.toString(ProcessHandle.current().pid())));
        command.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":error=" + error));
        files.forEach(file -> command.addAll(List.of("-P", file.toString())));
        // What it has to tell of calls goes nowhere, what it has to tell of itself comes here.
        command.addAll(List.of("-o", "/dev/null"));
        try {
            Process strace = new ProcessBuilder(command).start();
            String said = String.valueOf(strace.errorReader().readLine());
            if (!said.contains("attached")) {
                throw untraceable(said);
            }
            return new ExchangedAnswers(strace);
        } catch (IOException e) {
            throw untraceable(e.toString());
        }
    }

    private static IllegalStateException untraceable(String why) {
        System.out.println("untraceable: " + why);
        return new IllegalStateException(why);
    }

    @Override
    public void close() {
        strace.destroy();
        strace.onExit().join();
    }
}
