package org.alys.engine.genesis;

import java.util.Set;
import org.alys.evm.payload.Fork;
import org.alys.primitives.EvmAddress;

/** Why an execution client is not one of this network. The codes are stable. */
public sealed interface GenesisProblem {

    String code();

    /** One sentence on what is wrong and one on what to do. */
    String describe();

    /** It runs another chain. */
    record WrongChainId(long expected, long actual) implements GenesisProblem {
        @Override
        public String code() {
            return "ENG030";
        }

        @Override
        public String describe() {
            return "The execution client runs chain " + actual + ", this network is chain " + expected + ". " + RESTART;
        }
    }

    /** A field of its genesis block differs. */
    record WrongField(String field, String expected, String actual) implements GenesisProblem {
        @Override
        public String code() {
            return "ENG031";
        }

        @Override
        public String describe() {
            return "The execution client's genesis block has " + field + " " + actual + ", this network has " + expected
                    + ". " + RESTART;
        }
    }

    /** There is no contract where one belongs. */
    record ContractMissing(EvmAddress address) implements GenesisProblem {
        @Override
        public String code() {
            return "ENG032";
        }

        @Override
        public String describe() {
            return "The execution client's genesis block has no contract at " + address + ". " + RESTART;
        }
    }

    /** Another contract is there, or the Bridge with another minimum. */
    record ContractDiffers(EvmAddress address) implements GenesisProblem {
        @Override
        public String code() {
            return "ENG033";
        }

        @Override
        public String describe() {
            return "The execution client's contract at " + address + " is not this network's. " + RESTART;
        }
    }

    /** It lacks methods that the fork needs. */
    record MethodsMissing(Fork fork, Set<String> methods) implements GenesisProblem {
        public MethodsMissing {
            methods = Set.copyOf(methods);
        }

        @Override
        public String code() {
            return "ENG034";
        }

        @Override
        public String describe() {
            return "The execution client lacks what fork " + fork + " needs: " + methods + ". Update the client.";
        }
    }

    String RESTART = "Start it on an empty data directory with the genesis file of this network.";
}
