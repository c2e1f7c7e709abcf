package org.alys.node.wiring;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.alys.chain.block.Block;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Genesis;
import org.alys.engine.BlockRef;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.Timing;
import org.alys.engine.genesis.GenesisCheck;
import org.alys.engine.genesis.GenesisProblem;
import org.alys.node.config.GenesisFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a node start only with the execution client of its own chain. */
final class GenesisGate {
    private static final Logger LOG = LoggerFactory.getLogger(GenesisGate.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ExecutionClient client;
    private final ChainSpec spec;
    private final Timing timing;

    GenesisGate(ExecutionClient client, ChainSpec spec, Timing timing) {
        this.client = client;
        this.spec = spec;
        this.timing = timing;
    }

    /**
     * The genesis block. Waits for a client that is just starting.
     *
     * @throws StartException when the client is another chain's, or does not answer within {@code patience}
     */
    Block genesis(Duration patience) throws InterruptedException {
        Duration deadline = timing.elapsed().plus(patience);
        while (true) {
            try {
                return check();
            } catch (ExecutionFailedException e) {
                ExecutionFailure failure = e.failure();
                boolean lasting = !(failure instanceof ExecutionFailure.Unreachable
                        || failure instanceof ExecutionFailure.TimedOut);
                if (lasting || timing.elapsed().compareTo(deadline) > 0) {
                    throw new StartException(failure.code(), failure.describe());
                }
                LOG.info("waiting for the execution client: {}", failure.describe());
                timing.sleep(PAUSE);
            }
        }
    }

    private Block check() {
        List<GenesisProblem> problems = GenesisCheck.problems(client, GenesisFiles.execution(spec));
        if (!problems.isEmpty()) {
            throw new StartException(
                    problems.getFirst().code(),
                    problems.stream().map(GenesisProblem::describe).collect(Collectors.joining(" ")));
        }
        return client.payloadAt(new BlockRef.Height(0))
                .map(payload -> Genesis.block(spec, payload))
                .orElseThrow(() -> new StartException(
                        "ENG034", "The execution client has no block 0. Start it with this chain's genesis file."));
    }
}
