package org.alys.actor.supervision;

/**
 * How bad a failure is and what is best done about it.
 *
 * @param severity how bad
 * @param advice what to do
 */
public record Assessment(Severity severity, Advice advice) {

    /** The answer recommended. */
    public enum Advice {
        /** Passing trouble: start again now. */
        RESTART,
        /** A service needs time: start again after a delay. */
        BACK_OFF,
        /** Failures spread: pause until what is needed is back. */
        BREAK_CIRCUIT,
        /** A restart changes nothing. */
        STOP,
        /** More than this actor is affected. */
        ESCALATE
    }

    /** Assesses a failure by its kind. Total. */
    public static Assessment of(Failure failure) {
        return switch (failure) {
            case Failure.Panic panic -> new Assessment(Severity.MAJOR, Advice.RESTART);
            case Failure.TimedOut late -> new Assessment(Severity.MODERATE, Advice.BACK_OFF);
            case Failure.MailboxOverflow overflow -> new Assessment(Severity.MODERATE, Advice.BACK_OFF);
            case Failure.DependencyUnavailable gone -> new Assessment(Severity.MODERATE, Advice.BREAK_CIRCUIT);
            case Failure.Interrupted interrupted -> new Assessment(Severity.MINOR, Advice.RESTART);
            case Failure.ChildEscalated(String child, Failure reason) ->
                new Assessment(
                        worse(Severity.MAJOR, of(reason).severity()),
                        reason.fatal() ? Advice.ESCALATE : Advice.RESTART);
            case Failure.Fatal fatal -> new Assessment(Severity.FATAL, Advice.ESCALATE);
            case DomainFailure.Consensus consensus -> new Assessment(Severity.CRITICAL, Advice.ESCALATE);
            case DomainFailure.Network network -> new Assessment(Severity.MINOR, Advice.RESTART);
            case DomainFailure.Governance governance -> new Assessment(Severity.MODERATE, Advice.BACK_OFF);
            case DomainFailure.Federation federation -> new Assessment(Severity.MAJOR, Advice.BACK_OFF);
            case OperationalFailure.ResourceExhausted(String resource, double usage) ->
                new Assessment(usage >= 0.95 ? Severity.CRITICAL : Severity.MAJOR, Advice.BACK_OFF);
            case OperationalFailure.HealthCheckFailed checks -> new Assessment(Severity.MAJOR, Advice.RESTART);
            case OperationalFailure.ConfigurationInvalid field -> new Assessment(Severity.CRITICAL, Advice.STOP);
            case OperationalFailure.SiblingFailed sibling -> new Assessment(Severity.MINOR, Advice.RESTART);
            case OperationalFailure.RestartRequested request -> new Assessment(Severity.MINOR, Advice.RESTART);
        };
    }

    private static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
