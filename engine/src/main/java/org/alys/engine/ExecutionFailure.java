package org.alys.engine;

import java.time.Duration;
import org.alys.primitives.Bytes32;

/**
 * Why the execution layer could not answer. The codes are stable: operators and dashboards know them.
 *
 * <p>Source of the numbered errors: execution-apis, {@code src/engine/common.md}, section Errors.
 */
public sealed interface ExecutionFailure {

    /** Stable, such as ENG001. */
    String code();

    /** One sentence on what happened and one on what to do. */
    String describe();

    /** No connection, or it broke before the answer came. */
    record Unreachable(String method, String endpoint, String reason) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG001";
        }

        @Override
        public String describe() {
            return "The execution client at " + endpoint + " cannot be reached for " + method + " (" + reason
                    + "). Check that it runs and that the address is right.";
        }
    }

    /** No complete answer within the method's time. */
    record TimedOut(String method, Duration limit) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG002";
        }

        @Override
        public String describe() {
            return "The execution client did not answer " + method + " within " + limit.toMillis()
                    + " ms. Check its load, its disk and its log.";
        }
    }

    /** The client refused our token. */
    record Unauthorised(String endpoint, String reason) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG003";
        }

        @Override
        public String describe() {
            return "The execution client at " + endpoint + " refused the JWT (" + reason
                    + "). Give both sides the same secret file, and check that their clocks agree within 60 s.";
        }
    }

    /** There is no such build, or it is gone (-38001). */
    record UnknownPayload(String message) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG004";
        }

        @Override
        public String describe() {
            return "The execution client knows no such payload build (" + message + "). Start the build again.";
        }
    }

    /** Head, safe and finalized contradict each other (-38002). */
    record InvalidForkchoice(String message) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG005";
        }

        @Override
        public String describe() {
            return "The execution client called the fork choice inconsistent (" + message
                    + "). It may have lost blocks: send it the missing payloads from its newest block on.";
        }
    }

    /** The attributes of a build contradict its parent or the fork (-38003). */
    record InvalidAttributes(String message) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG006";
        }

        @Override
        public String describe() {
            return "The execution client refused the payload attributes (" + message
                    + "). Check the clock: the timestamp must be above the parent's.";
        }
    }

    /** More was asked for, or answered, than the limit allows (-38004, or our own limit on answers). */
    record TooLarge(String method, String message) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG007";
        }

        @Override
        public String describe() {
            return "The request or the answer of " + method + " is too large (" + message + "). Ask for less at once.";
        }
    }

    /** The client does not have the fork that the chain runs (-38005). */
    record UnsupportedFork(String method, String message) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG008";
        }

        @Override
        public String describe() {
            return "The execution client does not run the chain's fork at this time (" + method + ": " + message
                    + "). Start it with the genesis file of this chain.";
        }
    }

    /** Any other JSON-RPC error. */
    record RpcError(String method, int rpcCode, String message) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG009";
        }

        @Override
        public String describe() {
            return "The execution client answered " + method + " with error " + rpcCode + " (" + message
                    + "). Look into its log.";
        }
    }

    /** The answer is not what the specification says. */
    record BadAnswer(String method, String reason) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG010";
        }

        @Override
        public String describe() {
            return "The execution client's answer to " + method + " breaks the Engine API (" + reason
                    + "). Check that the address names an execution client, and its version.";
        }
    }

    /** The head lies further back than the client can go (-38006). */
    record TooDeepReorg(String message) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG012";
        }

        @Override
        public String describe() {
            return "The execution client cannot go back so far (" + message
                    + "). Remove its database, and it executes the chain again from the start.";
        }
    }

    /** The block, or its receipts, are not there. */
    record UnknownBlock(String method, Bytes32 blockHash) implements ExecutionFailure {
        @Override
        public String code() {
            return "ENG011";
        }

        @Override
        public String describe() {
            return "The execution client does not have block " + blockHash + " (" + method
                    + "). Send it the payload and make it part of the fork choice.";
        }
    }
}
