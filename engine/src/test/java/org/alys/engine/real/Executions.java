package org.alys.engine.real;

import java.util.Arrays;
import java.util.stream.Stream;
import org.alys.evm.payload.Fork;
import org.junit.jupiter.params.provider.Arguments;

/** Every execution layer on every fork. */
final class Executions {
    private Executions() {}

    static Stream<Arguments> all() {
        return Arrays.stream(RunningExecution.Kind.values())
                .flatMap(kind -> Arrays.stream(Fork.values()).map(fork -> Arguments.of(kind, fork)));
    }
}
