package org.alys.evm.chain;

import java.nio.file.Path;
import java.time.InstantSource;
import org.alys.evm.block.Block;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.state.Account;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;
import org.alys.primitives.Bytes32;

/** Extends the chain that it finds by block after block with two transactions each, and prints the number of each head. */
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
            System.out.println(next.header().number());
        }
    }

    static RocksStore open(Path directory) {
        return RocksStore.open(directory, ChainColumns.all(), new RocksSettings(8 << 20, 4 << 20, 64, 1));
    }
}
