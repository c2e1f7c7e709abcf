package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.chain.ChainReader.TransactionPlace;
import org.alys.evm.execution.BlockRoom;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.TransactionOutcome;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.state.DeltaView;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.SignedTransaction;

/** What happened inside a transaction: the block is executed again, under a tracer. */
final class DebugMethods {
    private final ChainReader chain;
    private final ChainMethods accounts;
    private final CallMethods calls;
    private final SystemContracts system;

    DebugMethods(ChainReader chain, ChainMethods accounts, CallMethods calls, SystemContracts system) {
        this.chain = chain;
        this.accounts = accounts;
        this.calls = calls;
        this.system = system;
    }

    Map<String, BoundedCalls.Method> methods() {
        return Map.of(
                "debug_traceTransaction",
                this::traceTransaction,
                "debug_traceBlockByNumber",
                (params, executor) -> traceBlock(params.block(0).requiredIn(chain), params, executor),
                "debug_traceBlockByHash",
                (params, executor) -> traceBlock(
                        chain.blockByHash(params.hash(0)).orElseThrow(() -> RpcException.server("block not found")),
                        params,
                        executor),
                "debug_traceCall",
                calls::trace);
    }

    private JsonNode traceTransaction(Params params, TransactionExecutor executor) {
        TransactionPlace place =
                chain.findTransaction(params.hash(0)).orElseThrow(() -> RpcException.server("transaction not found"));
        TraceRequest wanted = TraceRequest.of(params.object(1));
        return trace(place.block(), wanted, place.index(), place.index(), executor)
                .path(0)
                .path("result");
    }

    private JsonNode traceBlock(Block block, Params params, TransactionExecutor executor) {
        TraceRequest wanted = TraceRequest.of(params.object(1));
        return trace(block, wanted, 0, block.transactions().size() - 1, executor);
    }

    private ArrayNode trace(Block block, TraceRequest wanted, int first, int last, TransactionExecutor executor) {
        Block parent = chain.blockByHash(block.header().parentHash())
                .orElseThrow(() -> RpcException.server("genesis is not traceable"));
        StateView base = accounts.stateAfter(parent);
        BlockEnvironment environment = chain.environmentOf(block);
        JournaledState state = new JournaledState(base);
        system.beforeTransactions(
                environment, parent.hash(), block.header().parentBeaconBlockRoot(), state, Tracer.NONE);
        BlockRoom room = BlockRoom.of(environment);
        ArrayNode traces = EthJson.JSON.arrayNode();
        for (int i = 0; i <= last; i++) {
            SignedTransaction transaction = block.transactions().get(i);
            Optional<TraceRequest.Trace> trace = i < first
                    ? Optional.empty()
                    : Optional.of(wanted.begin(
                            transaction.transaction().gasLimit(), () -> new DeltaView(base, state.delta())));
            Tracer tracer = trace.map(TraceRequest.Trace::tracer).orElse(Tracer.NONE);
            Executed executed = executed(executor.execute(transaction, environment, room, state, tracer));
            room = room.minus(executed.gasUsed(), executed.blobGasUsed());
            trace.ifPresent(done -> traces.addObject()
                    .put("txHash", transaction.hash().toHex0x())
                    .set("result", done.result(executed, state.transactionDelta())));
        }
        return traces;
    }

    private static Executed executed(TransactionOutcome outcome) {
        return switch (outcome) {
            case Executed executed -> executed;
            case TransactionOutcome.Refused refused ->
                throw new IllegalStateException("a block that was executed refuses its transaction: "
                        + refused.error().message());
        };
    }
}
