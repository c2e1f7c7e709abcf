package org.alys.evm.tool;

import java.util.Optional;
import java.util.function.Supplier;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.MemoryState;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;

/**
 * One transaction of a state test.
 *
 * @param name of the test, with the indexes of data, gas limit and value
 * @param transaction throws {@link FixtureException} where it is malformed: some tests are about that
 * @param expectedRoot of the state afterwards
 * @param expectedLogs Keccak-256 of the RLP of the logs
 * @param expectedError why it must be refused, in the words of the tests
 */
public record StateTestCase(
        String name,
        Fork fork,
        MemoryState pre,
        BlockEnvironment block,
        Supplier<SignedTransaction> transaction,
        Bytes32 expectedRoot,
        Bytes32 expectedLogs,
        Optional<String> expectedError) {}
