package org.alys.node.engine;

import java.time.Duration;
import java.util.Optional;
import org.alys.engine.ClientVersion;
import org.alys.engine.health.EngineState;

/**
 * How the execution layer does.
 *
 * @param medianBuild the median time to build a payload, of late
 * @param medianExecute the median time to execute one, of late
 * @param client what it says it is, once it was asked
 */
public record EngineStatus(
        EngineState state,
        Optional<Duration> medianBuild,
        Optional<Duration> medianExecute,
        Optional<ClientVersion> client) {}
