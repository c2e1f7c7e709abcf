package org.alys.evm.tool;

import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.TransactionOutcome;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.execution.TransactionOutcome.Refused;
import org.alys.evm.execution.world.CodeCache;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.rlp.Rlp;

/** Runs cases of state tests. For several threads at once. */
public final class StateTestRunner {
    private final TransactionExecutor executor = new TransactionExecutor();
    private final CodeCache codes = new CodeCache();

    /** Runs a case without telling anybody of its steps. */
    public CaseResult run(StateTestCase test) {
        return run(test, Tracer.NONE);
    }

    /** Runs a case. */
    public CaseResult run(StateTestCase test, Tracer tracer) {
        JournaledState state = new JournaledState(test.pre(), codes);
        Optional<String> refusal;
        List<Log> logs = List.of();
        try {
            TransactionOutcome outcome = execute(test, state, tracer);
            refusal = switch (outcome) {
                case Refused(var error) -> Optional.of(error.message());
                case Executed executed -> Optional.empty();
            };
            if (outcome instanceof Executed executed) {
                logs = executed.logs();
            }
        } catch (FixtureException e) {
            refusal = Optional.of("malformed transaction: " + e.getMessage());
        }
        Bytes32 root = test.pre().with(state.delta()).root();
        return new CaseResult(test.name(), test.fork().toString(), root, error(test, refusal, root, logsHash(logs)));
    }

    private TransactionOutcome execute(StateTestCase test, JournaledState state, Tracer tracer) {
        SignedTransaction transaction = test.transaction().get();
        return executor.execute(transaction, test.block(), state, tracer);
    }

    private static Optional<String> error(StateTestCase test, Optional<String> refusal, Bytes32 root, Bytes32 logs) {
        if (refusal.isPresent() != test.expectedError().isPresent()) {
            return Optional.of(refusal.map(reason -> "refused: " + reason).orElse("executed") + ", expected: "
                    + test.expectedError().orElse("executed"));
        }
        if (!root.equals(test.expectedRoot())) {
            return Optional.of("state root " + root + ", expected " + test.expectedRoot());
        }
        return logs.equals(test.expectedLogs())
                ? Optional.empty()
                : Optional.of("hash of logs " + logs + ", expected " + test.expectedLogs());
    }

    private static Bytes32 logsHash(List<Log> logs) {
        List<byte[]> encoded = logs.stream()
                .map(log -> Rlp.list(
                        Rlp.string(log.address().toArray()),
                        Rlp.list(log.topics().stream()
                                .map(topic -> Rlp.string(topic.toArray()))
                                .toList()),
                        Rlp.string(log.data().toArray())))
                .toList();
        return Bytes32.of(Hashes.keccak256(Rlp.list(encoded)));
    }
}
