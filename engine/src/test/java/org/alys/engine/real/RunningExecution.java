package org.alys.engine.real;

import java.nio.file.Path;
import java.util.Optional;
import org.alys.engine.ClientVersion;
import org.alys.engine.ExecutionClient;
import org.alys.engine.genesis.GenesisParameters;

/** An execution layer under test: one that can be killed. */
interface RunningExecution extends AutoCloseable {

    /** Which execution layer. */
    enum Kind {
        ETHEREUMJS,
        EMBEDDED;

        /** Starts one on a new chain in {@code directory}. */
        RunningExecution start(Path directory, GenesisParameters parameters) {
            return switch (this) {
                case ETHEREUMJS -> EthereumJs.start(directory, parameters);
                case EMBEDDED -> new Embedded(directory, parameters);
            };
        }
    }

    /** Stays usable when the execution layer is killed and comes back. */
    ExecutionClient client();

    /** What it says of itself. */
    Optional<ClientVersion> version();

    /** As a power cut would, then the same data again. */
    void killAndRestart();

    /** As {@link #killAndRestart}, but the disk is lost. */
    void loseDataAndRestart();

    @Override
    void close();
}
