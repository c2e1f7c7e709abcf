package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the programs are that integration tests talk to. Absent ones skip a test, except in CI. */
final class RealPeers {
    private RealPeers() {}

    static Path root() {
        return Path.of(Optional.ofNullable(System.getProperty("alys.root")).orElse(".."))
                .toAbsolutePath()
                .normalize();
    }

    /** The directory of the wallet's npm packages. */
    static Path wallet() {
        return root().resolve(".alys/wallet/node_modules");
    }

    /** The programs that the test needs with that backend. */
    static void require(Backend backend) {
        if (backend == Backend.BITCOIND_AND_ETHEREUMJS) {
            require(root().resolve(".alys/bitcoind/bin/bitcoind"));
            require(root().resolve(".alys/ethereumjs/node_modules/.bin/ethereumjs"));
        }
        require(wallet().resolve("ethers/package.json"));
    }

    private static void require(Path program) {
        boolean there = Files.exists(program);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("CI needs " + program + ": scripts/install-peers")
                    .isTrue();
        }
        assumeTrue(there, "skipped: " + program + " is missing (scripts/install-peers installs it)");
    }
}
