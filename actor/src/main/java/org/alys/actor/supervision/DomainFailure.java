package org.alys.actor.supervision;

import java.util.Optional;

/** What goes wrong in a blockchain node as such, told apart because supervision answers each kind differently. */
public sealed interface DomainFailure extends Failure {
    @Override
    default Optional<Throwable> cause() {
        return Optional.empty();
    }

    /** The actors or members could not agree, or the node contradicts itself. */
    record Consensus(String code) implements DomainFailure {
        @Override
        public String describe() {
            return "consensus failure " + code;
        }
    }

    /** A peer could not be reached or broke the protocol. */
    record Network(String peer, String error) implements DomainFailure {
        @Override
        public String describe() {
            return "network failure with peer " + peer + ": " + error;
        }
    }

    /** An event of the governance could not be handled. */
    record Governance(String event, String error) implements DomainFailure {
        @Override
        public String describe() {
            return "governance failure over " + event + ": " + error;
        }
    }

    /** The federation could not complete an operation such as signing. */
    record Federation(String operation, String error) implements DomainFailure {
        @Override
        public String describe() {
            return "federation failure in " + operation + ": " + error;
        }
    }
}
