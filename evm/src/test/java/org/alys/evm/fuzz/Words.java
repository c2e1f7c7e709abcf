package org.alys.evm.fuzz;

import java.util.List;
import org.alys.evm.block.Block;
import org.alys.evm.chain.EmbeddedChain;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.interpreter.Machine;
import org.alys.evm.transaction.SignedTransaction;

/** What parameters of Ethereum's methods are made of. */
final class Words {
    static final List<String> KEYS = List.of(
            "from",
            "to",
            "gas",
            "gasPrice",
            "maxFeePerGas",
            "maxPriorityFeePerGas",
            "value",
            "data",
            "input",
            "nonce",
            "accessList",
            "address",
            "storageKeys",
            "chainId",
            "type",
            "authorizationList",
            "yParity",
            "r",
            "s",
            "blobVersionedHashes",
            "fromBlock",
            "toBlock",
            "blockHash",
            "blockNumber",
            "topics",
            "tracer",
            "tracerConfig",
            "diffMode",
            "onlyTopCall",
            "withLog",
            "disableStack",
            "enableMemory",
            "enableReturnData",
            "limit",
            "stateOverrides",
            "blockOverrides",
            "blockStateCalls",
            "calls",
            "validation",
            "traceTransfers",
            "balance",
            "code",
            "state",
            "stateDiff",
            "movePrecompileToAddress",
            "number",
            "time",
            "baseFeePerGas",
            "feeRecipient",
            TestExecution.TO.toHex0x(),
            TestExecution.address(0).toHex0x(),
            contract(),
            "0x0000000000000000000000000000000000000000000000000000000000000001");

    private Words() {}

    static List<String> of(EmbeddedChain chain) {
        Block head = chain.head();
        SignedTransaction last = head.transactions().getFirst();
        return List.of(
                "latest",
                "earliest",
                "pending",
                "finalized",
                "0x0",
                "0x1",
                "0x2",
                "0x3",
                "0xffffffffffffffff",
                "0x5208",
                "0xf4240",
                "0x",
                "0x00",
                "0x" + "f".repeat(64),
                "0x" + "0".repeat(63) + "1",
                "0x6001600055600054600052602060006000a160206000fd",
                "0x3d60005260206000f3",
                "newHeads",
                "logs",
                "newPendingTransactions",
                "callTracer",
                "prestateTracer",
                "",
                "text",
                TestExecution.address(0).toHex0x(),
                TestExecution.address(1).toHex0x(),
                TestExecution.TO.toHex0x(),
                contract(),
                "0x0000000000000000000000000000000000000004",
                head.hash().toHex0x(),
                head.header().parentHash().toHex0x(),
                last.hash().toHex0x(),
                last.encoded().toHex0x(),
                TestExecution.payment(2, 0, 50).encoded().toHex0x());
    }

    private static String contract() {
        return Machine.createdAddress(TestExecution.address(1), 0).toHex0x();
    }
}
