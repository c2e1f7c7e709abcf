package org.alys.node.chain;

import java.util.OptionalInt;
import org.alys.chain.consensus.Violation;

/** Why the chain does not go on, with a stable code, what happened, and what to do. */
public sealed interface Hold {
    String code();

    String describe();

    /** Whether this member has stopped signing for good, until an operator has looked. */
    default boolean stopsSigning() {
        return true;
    }

    /** The wait for miners, which ends by itself with the next proof. */
    record NoAuxPow(long blocksWithout, long limit) implements Hold {
        @Override
        public String code() {
            return "CHN006";
        }

        @Override
        public String describe() {
            return blocksWithout + " blocks without an AuxPoW, and " + limit
                    + " are the limit. Production goes on with the next valid proof: check that miners submit.";
        }

        @Override
        public boolean stopsSigning() {
            return false;
        }
    }

    /**
     * Too few votes reach this node: slots pass and neither a block nor a skip gets a certificate. Ends with the next one.
     *
     * @param lastEnded the last slot that got one
     * @param reachable other members that can be reached, where the network can tell
     */
    record TooFewVotes(long lastEnded, int threshold, int members, OptionalInt reachable) implements Hold {
        @Override
        public String code() {
            return "CHN002";
        }

        @Override
        public String describe() {
            return "No slot since " + lastEnded + " got " + threshold + " of " + members + " votes here"
                    + (reachable.isPresent() ? ", and " + reachable.getAsInt() + " other members can be reached" : "")
                    + ". Check that the members run, reach each other and have the right time.";
        }

        @Override
        public boolean stopsSigning() {
            return false;
        }
    }

    /** Two final blocks that exclude each other, or certificates that lead there. */
    record SafetyViolated(Violation violation) implements Hold {
        @Override
        public String code() {
            return "CHN008";
        }

        @Override
        public String describe() {
            return "The federation finalised contradicting blocks (" + violation
                    + "). More members lie than the threshold tolerates: stop, keep the data, call the federation.";
        }
    }

    /** A certified block that this node finds invalid. */
    record CertifiedButInvalid(String block, String reason) implements Hold {
        @Override
        public String code() {
            return "CHN005";
        }

        @Override
        public String describe() {
            return "The federation certified " + block + ", which this node finds invalid: " + reason
                    + ". Compare versions and execution clients with the other members before you go on.";
        }
    }

    /** The money does not add up. */
    record NotConserved(String facts) implements Hold {
        @Override
        public String code() {
            return "CHN009";
        }

        @Override
        public String describe() {
            return "The money of the chain and the bitcoin of the federation differ: " + facts
                    + ". Nothing is signed until this is explained.";
        }
    }

    /** Bitcoin took back a deposit that was minted. */
    record DepositLost(String facts) implements Hold {
        @Override
        public String code() {
            return "CHN010";
        }

        @Override
        public String describe() {
            return "A Bitcoin reorganisation removed a deposit that is minted: " + facts
                    + ". Nothing is signed until the federation has decided what to do.";
        }
    }
}
