package org.alys.actor.supervision;

import java.util.Optional;

/** What is found from outside the handler: by monitoring, configuration or a supervisor. */
public sealed interface OperationalFailure extends Failure {
    @Override
    default Optional<Throwable> cause() {
        return Optional.empty();
    }

    /**
     * A resource is used up.
     *
     * @param usage used part of it, 0.0 upwards, 1.0 for all
     */
    record ResourceExhausted(String resource, double usage) implements OperationalFailure {
        @Override
        public String describe() {
            return "resource " + resource + " is used to " + Math.round(usage * 100) + " %";
        }
    }

    /** The actor did not answer its health checks. */
    record HealthCheckFailed(int consecutive) implements OperationalFailure {
        @Override
        public String describe() {
            return consecutive + " health checks in a row failed";
        }
    }

    /** A setting makes it impossible to work. */
    record ConfigurationInvalid(String field, String value) implements OperationalFailure {
        @Override
        public String describe() {
            return "configuration " + field + " has the impossible value " + value;
        }
    }

    /** Another child of the same group failed, and the group is started again together. */
    record SiblingFailed(String sibling) implements OperationalFailure {
        @Override
        public String describe() {
            return "restarted because " + sibling + " failed";
        }
    }

    /** Somebody asked for a restart. */
    record RestartRequested(String reason) implements OperationalFailure {
        @Override
        public String describe() {
            return "restart requested: " + reason;
        }
    }
}
