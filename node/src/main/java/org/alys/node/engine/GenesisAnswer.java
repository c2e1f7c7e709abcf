package org.alys.node.engine;

import java.util.List;
import org.alys.engine.genesis.GenesisProblem;
import org.alys.evm.payload.ExecutionPayload;

/** Whether the execution client was started from this chain's genesis file. */
public sealed interface GenesisAnswer {
    record Matches(ExecutionPayload genesis) implements GenesisAnswer {}

    record Differs(List<GenesisProblem> problems) implements GenesisAnswer {}
}
