package org.alys.bitcoin.rpc;

/** Why the Bitcoin node gave no answer. The codes are stable: operators and dashboards know them. */
public sealed interface NodeFailure {
    /** Stable, such as BTC001. */
    String code();

    /** One sentence on what happened and one on what to do. */
    String describe();

    /** Whether the same call may succeed later without anybody changing a configuration. */
    boolean isTemporary();

    /** No connection, no answer within the timeout, or a daemon too busy to take the call. */
    record Unreachable(String method, String reason) implements NodeFailure {
        @Override
        public String code() {
            return "BTC001";
        }

        @Override
        public String describe() {
            return "The Bitcoin node did not answer " + method + " (" + reason
                    + "). Check that it runs and that its RPC address is right.";
        }

        @Override
        public boolean isTemporary() {
            return true;
        }
    }

    /** User and password, the cookie, or our network address were refused. */
    record Unauthorised(String method, String reason) implements NodeFailure {
        @Override
        public String code() {
            return "BTC002";
        }

        @Override
        public String describe() {
            return "The Bitcoin node refused us at " + method + " (" + reason
                    + "). Check the RPC user and password or the cookie file, and rpcallowip.";
        }

        @Override
        public boolean isTemporary() {
            return false;
        }
    }

    /** The daemon is starting (RPC error -28). */
    record WarmingUp(String message) implements NodeFailure {
        @Override
        public String code() {
            return "BTC003";
        }

        @Override
        public String describe() {
            return "The Bitcoin node is still starting (" + message + "). Wait: the call is repeated.";
        }

        @Override
        public boolean isTemporary() {
            return true;
        }
    }

    /**
     * The daemon answered with an error.
     *
     * @param rpcCode of Bitcoin Core's {@code RPCErrorCode}
     */
    record Refused(String method, int rpcCode, String message) implements NodeFailure {
        @Override
        public String code() {
            return "BTC004";
        }

        @Override
        public String describe() {
            return "The Bitcoin node answered " + method + " with error " + rpcCode + " (" + message
                    + "). Look into its log.";
        }

        @Override
        public boolean isTemporary() {
            return false;
        }
    }

    /** The answer is larger than allowed, is not JSON-RPC, or lacks what its method promises. */
    record BadAnswer(String method, String reason) implements NodeFailure {
        @Override
        public String code() {
            return "BTC005";
        }

        @Override
        public String describe() {
            return "The Bitcoin node's answer to " + method + " makes no sense (" + reason
                    + "). Check that the address names a Bitcoin node, and its version.";
        }

        @Override
        public boolean isTemporary() {
            return false;
        }
    }
}
