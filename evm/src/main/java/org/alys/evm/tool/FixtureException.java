package org.alys.evm.tool;

/** A fixture does not have the form that it should. */
public final class FixtureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FixtureException(String message) {
        super(message);
    }
}
