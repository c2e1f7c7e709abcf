package org.alys.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadId;
import org.alys.engine.embedded.EmbeddedExecutionClient;
import org.alys.evm.block.Block;
import org.alys.evm.chain.ChainColumns;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.Genesis;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** An embedded execution layer on a disk. */
record BlockNode(RocksStore store, EmbeddedExecution execution, EmbeddedExecutionClient client)
        implements AutoCloseable {
    static BlockNode open(Path directory, Genesis genesis) {
        RocksStore store = RocksStore.open(directory, ChainColumns.all(), RocksSettings.standard());
        EmbeddedExecution execution =
                EmbeddedExecution.open(store, genesis, EmbeddedExecution.Settings.standard(), InstantSource.system());
        return new BlockNode(store, execution, new EmbeddedExecutionClient(execution));
    }

    void submit(List<SignedTransaction> transactions) {
        transactions.forEach(signed -> client.sendRawTransaction(signed.encoded()));
    }

    /** The next block, of all that the pool holds. */
    ExecutionPayload build(int transactions) {
        Block head = execution.chain().head();
        PayloadAttributes attributes = new PayloadAttributes(
                head.header().timestamp() + 2, Bytes32.ZERO, EvmAddress.ZERO, List.of(), Bytes32.ZERO);
        ForkchoiceResult result = client.forkchoiceUpdated(
                new ForkchoiceState(head.hash(), Bytes32.ZERO, Bytes32.ZERO), Optional.of(attributes));
        if (!(result instanceof ForkchoiceResult.Valid(Optional<PayloadId> id))) {
            throw new IllegalStateException("no build was started: " + result);
        }
        ExecutionPayload payload = client.getPayload(id.orElseThrow()).payload();
        if (payload.transactions().size() != transactions) {
            throw new IllegalStateException(
                    payload.transactions().size() + " of " + transactions + " transactions came into the block");
        }
        return payload;
    }

    @Override
    public void close() {
        client.close();
        execution.close();
        store.close();
    }
}
