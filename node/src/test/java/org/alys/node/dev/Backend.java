package org.alys.node.dev;

/** What a development chain stands on: the same tests run on each. */
enum Backend {
    BITCOIND_AND_ETHEREUMJS,
    EMBEDDED;

    DevOptions.Bitcoin bitcoin() {
        return switch (this) {
            case BITCOIND_AND_ETHEREUMJS -> new DevOptions.Bitcoin.Daemon();
            case EMBEDDED -> new DevOptions.Bitcoin.Embedded();
        };
    }

    DevOptions.Execution execution() {
        return switch (this) {
            case BITCOIND_AND_ETHEREUMJS -> new DevOptions.Execution.Ethereumjs();
            case EMBEDDED -> new DevOptions.Execution.Embedded();
        };
    }
}
