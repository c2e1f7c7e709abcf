package org.alys.engine.real;

import java.util.Arrays;
import java.util.stream.Stream;
import org.alys.evm.payload.Fork;
import org.junit.jupiter.params.provider.Arguments;

/** Every execution layer on every fork that it knows. */
final class Executions {
    private Executions() {}

    static Stream<Arguments> all() {
        return Arrays.stream(RunningExecution.Kind.values())
                .flatMap(kind -> Arrays.stream(Fork.values())
                        .filter(fork -> knows(kind, fork))
                        .map(fork -> Arguments.of(kind, fork)));
    }

    /** What the installed release of ethereumjs calls Osaka is an early draft of it. */
    private static boolean knows(RunningExecution.Kind kind, Fork fork) {
        return kind != RunningExecution.Kind.ETHEREUMJS || Fork.PRAGUE.includes(fork);
    }
}
