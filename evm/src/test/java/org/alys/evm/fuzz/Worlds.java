package org.alys.evm.fuzz;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.alys.evm.block.Block;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.UInt256;

/** A short chain: a payment, then a contract that counts calls, logs and reverts when it is asked with one byte. */
final class Worlds {
    /** Stores its calldata's size, logs it, calls the identity precompile, and reverts with calldata of one byte. */
    private static final String RUNTIME =
            "3660005536600052600060206000a160206000602060006004612710fa5060013614601f5760206000f35b60206000fd";

    private static final long GWEI = 1_000_000_000;

    private Worlds() {}

    /** An execution layer in memory whose clock stands still. */
    static TestExecution open() {
        TestExecution execution = new TestExecution(
                new MemoryStore(), PoolLimits.standard(), InstantSource.fixed(Instant.ofEpochSecond(1000)));
        Block head = execution.chain().head();
        execution.execution.pool().submit(TestExecution.payment(0, 0, 50));
        head = execution.extend(head);
        execution.execution.pool().submit(creation().sign(TestExecution.key(1)));
        execution.extend(head);
        return execution;
    }

    static List<Block> blocks() {
        try (TestExecution execution = open()) {
            Block head = execution.chain().head();
            return List.of(
                    execution.chain().blockByHash(head.header().parentHash()).orElseThrow(), head);
        }
    }

    private static TransactionDraft creation() {
        int size = RUNTIME.length() / 2;
        Bytes init = Bytes.fromHex("60%02x600c60003960%02x6000f3".formatted(size, size) + RUNTIME);
        UInt256 fee = UInt256.of(50 * GWEI);
        return TransactionDraft.of(TransactionType.DYNAMIC_FEE, TestExecution.CHAIN_ID)
                .fees(fee, fee)
                .gasLimit(1_000_000)
                .data(init);
    }
}
