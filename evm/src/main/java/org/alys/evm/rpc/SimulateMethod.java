package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.alys.evm.block.BaseFee;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.Log;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.chain.HeaderWish;
import org.alys.evm.chain.ImaginedBlock;
import org.alys.evm.chain.ImaginedBlock.Ending;
import org.alys.evm.chain.ImaginedChain;
import org.alys.evm.execution.Strictness;
import org.alys.evm.execution.TransactionError;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.execution.TransactionOutcome.Refused;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.rpc.SimulationPlan.PlannedBlock;
import org.alys.evm.rpc.trace.TransferTracer;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** {@code eth_simulateV1}: calls in blocks that build on each other. Source: execution-apis; its numbers of errors. */
final class SimulateMethod {
    private static final int VM_ERROR = -32015;
    private static final int BLOCK_GAS_EXCEEDED = -38015;

    private final ChainReader chain;
    private final long gasCap;

    /** @param limits their gas for a call bounds all calls together */
    SimulateMethod(ChainReader chain, RpcLimits limits) {
        this.chain = chain;
        this.gasCap = limits.callGas();
    }

    JsonNode simulate(Params params, TransactionExecutor executor) {
        Block base = params.block(1).requiredIn(chain);
        SimulationPlan plan = SimulationPlan.of(params.required(0), base.header());
        ImaginedChain imagined = chain.imagine(base)
                .orElseThrow(() -> RpcException.server("missing trie node: state of block "
                        + base.header().number() + " is pruned, or too old to build on"));
        return new Run(plan, imagined, executor).answer();
    }

    /** What became of one call. */
    private record Called(Executed outcome, List<Log> logs) {}

    /** One simulation. */
    private final class Run {
        private final SimulationPlan plan;
        private final ImaginedChain imagined;
        private final TransactionExecutor executor;
        private final Strictness strictness;
        private long gasLeft = gasCap;

        Run(SimulationPlan plan, ImaginedChain imagined, TransactionExecutor executor) {
            this.plan = plan;
            this.imagined = imagined;
            this.executor = executor;
            this.strictness = plan.validates() ? Strictness.UNSIGNED : Strictness.FREE;
        }

        ArrayNode answer() {
            ArrayNode answer = EthJson.JSON.arrayNode();
            plan.blocks().forEach(block -> answer.add(run(block)));
            return answer;
        }

        private ObjectNode run(PlannedBlock planned) {
            HeaderWish wish = wish(planned.header());
            StateOverrides overrides =
                    StateOverrides.of(planned.state(), imagined.state(), imagined.forkAt(wish.timestamp()));
            ImaginedBlock block =
                    imagined.begin(wish, planned.header().blobBaseFee(), overrides.delta(), overrides.over(executor));
            List<Called> calls = new ArrayList<>();
            planned.calls().forEach(call -> calls.add(run(call, block)));
            return switch (block.seal()) {
                case Ending.Sealed(Block done, var receipts) -> blockJson(done, calls);
                case Ending.Failed(String reason) -> throw RpcException.server("no such block: " + reason);
            };
        }

        private HeaderWish wish(BlockOverrides header) {
            BlockHeader parent = imagined.parent().header();
            UInt256 usual = plan.validates() ? BaseFee.after(parent) : UInt256.ZERO;
            return new HeaderWish(
                    header.time().orElseThrow(),
                    header.gasLimit().orElse(parent.gasLimit()),
                    header.feeRecipient().orElse(parent.feeRecipient()),
                    header.prevRandao().orElse(Bytes32.ZERO),
                    header.baseFeePerGas().orElse(usual),
                    Bytes.EMPTY,
                    header.beaconRoot().orElse(Bytes32.ZERO),
                    header.withdrawals().orElse(List.of()));
        }

        private Called run(CallRequest call, ImaginedBlock block) {
            long wanted = call.gas().orElse(block.gasLeft());
            if (block.gasLeft() < wanted) {
                throw new RpcException(
                        BLOCK_GAS_EXCEEDED,
                        "block gas limit reached: remaining: " + block.gasLeft() + ", required: " + wanted);
            }
            long gas = Math.min(wanted, gasLeft);
            long nonce = call.nonce().orElseGet(() -> block.nonceOf(call.from()));
            SignedTransaction transaction = call.unsigned(chain.chainId(), nonce, gas);
            TransferTracer transfers = new TransferTracer();
            return switch (block.add(transaction, strictness, plan.traceTransfers() ? transfers : Tracer.NONE)) {
                case Executed executed -> {
                    gasLeft -= executed.gasUsed();
                    yield new Called(executed, plan.traceTransfers() ? transfers.logs() : executed.logs());
                }
                case Refused(TransactionError error) ->
                    throw new RpcException(code(error), "err: " + error.message() + " (supplied gas " + gas + ")");
            };
        }

        private ObjectNode blockJson(Block block, List<Called> calls) {
            ObjectNode node = EthJson.block(block, BlockCodec.encode(block).length, plan.fullTransactions());
            ArrayNode list = node.putArray("calls");
            int logIndex = 0;
            for (int i = 0; i < calls.size(); i++) {
                list.add(callJson(calls.get(i), block, i, logIndex));
                logIndex += calls.get(i).logs().size();
            }
            return node;
        }
    }

    private static ObjectNode callJson(Called call, Block block, int index, int firstLog) {
        Executed outcome = call.outcome();
        ObjectNode node = EthJson.JSON
                .objectNode()
                .put("returnData", outcome.succeeded() ? outcome.output().toHex0x() : "0x");
        ArrayNode logs = node.putArray("logs");
        for (int i = 0; i < call.logs().size(); i++) {
            logs.add(ReceiptJson.log(block, call.logs().get(i), index, firstLog + i, false));
        }
        node.put("gasUsed", EthJson.quantity(outcome.gasUsed()))
                .put("maxUsedGas", EthJson.quantity(outcome.gasUsed() + outcome.gasRefunded()))
                .put("status", outcome.succeeded() ? "0x1" : "0x0");
        if (outcome.reverted()) {
            node.set("error", Reverts.asError(outcome.output()).toJson());
        }
        outcome.halt().ifPresent(reason -> node.set("error", new RpcException(VM_ERROR, reason.message()).toJson()));
        return node;
    }

    private static int code(TransactionError error) {
        return switch (error) {
            case TransactionError.NonceTooLow _ -> -38010;
            case TransactionError.NonceTooHigh _ -> -38011;
            case TransactionError.FeeBelowBaseFee _ -> -38012;
            case TransactionError.IntrinsicGasTooLow _, TransactionError.FloorGasTooLow _ -> -38013;
            case TransactionError.InsufficientFunds _ -> -38014;
            case TransactionError.BlockGasExceeded _, TransactionError.BlockBlobGasExceeded _ -> BLOCK_GAS_EXCEEDED;
            case TransactionError.SenderHasCode _ -> -38024;
            case TransactionError.InitCodeTooLarge _ -> -38025;
            case TransactionError.NonceExhausted _ -> RpcException.INTERNAL_ERROR;
            case TransactionError.TipAboveFee _,
                    TransactionError.TypeNotSupported _,
                    TransactionError.WrongChain _,
                    TransactionError.NoBlobs _,
                    TransactionError.TooManyBlobs _,
                    TransactionError.WrongBlobVersion _,
                    TransactionError.BlobFeeTooLow _,
                    TransactionError.CreationNotAllowed _,
                    TransactionError.GasLimitAboveCap _,
                    TransactionError.NoAuthorizations _ -> RpcException.INVALID_PARAMS;
        };
    }
}
