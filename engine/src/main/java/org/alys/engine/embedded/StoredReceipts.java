package org.alys.engine.embedded;

import java.util.ArrayList;
import java.util.List;
import org.alys.engine.EventLog;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.Receipt;
import org.alys.evm.block.Block;
import org.alys.evm.block.Log;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.transaction.SignedTransaction;

/** Receipts as the execution layer stored them: they were checked against the block when it was executed. */
final class StoredReceipts {
    static final String METHOD = "eth_getBlockReceipts";

    private StoredReceipts() {}

    /** Served for canonical blocks only, as clients behind JSON-RPC do. */
    static List<Receipt> of(ChainReader chain, ExecutionPayload payload) {
        List<org.alys.evm.block.Receipt> stored =
                chain.receipts(payload.blockHash()).orElseThrow(() -> unknown(payload));
        Block block = chain.blockByHash(payload.blockHash())
                .filter(chain::isCanonical)
                .orElseThrow(() -> unknown(payload));
        List<Receipt> receipts = new ArrayList<>();
        int firstLog = 0;
        for (int i = 0; i < stored.size(); i++) {
            receipts.add(receipt(block, stored.get(i), i, firstLog));
            firstLog += stored.get(i).logs().size();
        }
        return receipts;
    }

    private static ExecutionFailedException unknown(ExecutionPayload payload) {
        return new ExecutionFailedException(new ExecutionFailure.UnknownBlock(METHOD, payload.blockHash()));
    }

    private static Receipt receipt(Block block, org.alys.evm.block.Receipt stored, int index, int firstLog) {
        SignedTransaction signed = block.transactions().get(index);
        List<EventLog> logs = new ArrayList<>();
        for (Log log : stored.logs()) {
            logs.add(new EventLog(log.address(), log.topics(), log.data(), firstLog + logs.size()));
        }
        return new Receipt(
                signed.hash(),
                index,
                block.hash(),
                signed.sender(),
                signed.transaction().to(),
                stored.contractAddress(),
                stored.succeeded(),
                stored.gasUsed(),
                stored.cumulativeGasUsed(),
                stored.effectiveGasPrice().toWei(),
                logs);
    }
}
