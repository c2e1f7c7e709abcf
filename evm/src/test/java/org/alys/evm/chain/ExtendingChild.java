package org.alys.evm.chain;

import java.nio.file.Path;
import java.time.InstantSource;
import org.alys.evm.block.Block;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.state.Account;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;

/** Extends the chain that it finds by block after block with two transactions each, hands in one that waits for ever, and prints the number of each head. */
final class ExtendingChild {
    private ExtendingChild() {}

    public static void main(String[] arguments) {
        TestExecution test =
                new TestExecution(open(Path.of(arguments[0])), PoolLimits.standard(), InstantSource.system());
        while (true) {
            Block head = test.chain().head();
            for (int account = 0; account < 2; account++) {
                long nonce = test.chain()
                        .stateAfter(head)
                        .orElseThrow()
                        .account(TestExecution.address(account))
                        .map(Account::nonce)
                        .orElse(0L);
                test.execution
                        .pool()
                        .submit(TestExecution.payment(account, nonce, 3).encoded());
            }
            Block next = test.build(head, 2).block();
            test.chain().importBlock(next);
            test.chain().forkchoice(next.hash(), head.hash(), Bytes32.ZERO);
            test.execution.pool().submitLocal(waiting(next.header().number()).encoded());
            System.out.println(next.header().number());
        }
    }

    /** One of a third account that can never run, because it leaves out a nonce; of the last blocks each has one of its own. */
    static SignedTransaction waiting(long block) {
        return TestExecution.payment(2, 1 + block % 60, 3);
    }

    static RocksStore open(Path directory) {
        return RocksStore.open(directory, ChainColumns.all(), new RocksSettings(8 << 20, 4 << 20, 64, 1));
    }
}
