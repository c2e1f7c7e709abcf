package org.alys.node.cli;

/** Ends a command with one line for the person at the terminal. Not for bugs. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Exit status of a failure or a refusal. */
    public static final int FAILED = 1;

    /** Exit status of a mistake in the command or the configuration. */
    public static final int MISTAKE = 2;

    private final String code;
    private final int exitStatus;

    /**
     * An end with {@code exitStatus}.
     *
     * @param code stable, such as CLI003
     * @param message what happened and what to do, without a full stop at the end
     */
    public CommandException(String code, int exitStatus, String message) {
        super(message);
        this.code = code;
        this.exitStatus = exitStatus;
    }

    String line() {
        return "alys: " + code + " " + getMessage();
    }

    int exitStatus() {
        return exitStatus;
    }
}
