package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.execution.GasRules;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.TransactionOutcome;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.precompile.Precompiles;
import org.alys.evm.rpc.trace.AccessListTracer;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Code that is run and forgotten: {@code eth_call}, {@code eth_estimateGas}, {@code eth_createAccessList}. */
final class CallMethods {
    private static final long TRANSFER_GAS = 21_000;
    private static final long CALL_STIPEND = 2_300;
    /** An estimate may be this much too high, in thousandths: each further halving costs an execution. */
    private static final long ESTIMATE_TOLERANCE = 15;

    private static final int MAX_ACCESS_LIST_ROUNDS = 16;

    private final ChainReader chain;
    private final ChainMethods accounts;
    private final long gasCap;

    CallMethods(ChainReader chain, ChainMethods accounts, RpcLimits limits) {
        this.chain = chain;
        this.accounts = accounts;
        this.gasCap = limits.callGas();
    }

    Map<String, BoundedCalls.Method> methods() {
        return Map.of(
                "eth_call", (params, executor) -> call(scene(params, executor)),
                "eth_estimateGas", (params, executor) -> EthJson.number(estimate(scene(params, executor))),
                "eth_createAccessList", (params, executor) -> createAccessList(scene(params, executor)));
    }

    /** What is run, where and by whom. */
    private record Scene(
            CallRequest request, BlockEnvironment environment, StateView state, TransactionExecutor executor) {
        long gasLimit(long cap) {
            return Math.min(request.gas().orElse(cap), cap);
        }

        UInt256 balance() {
            return state.account(request.from()).map(Account::balance).orElse(UInt256.ZERO);
        }
    }

    private Scene scene(Params params, TransactionExecutor executor) {
        return scene(params, params.object(2), params.object(3), executor);
    }

    private Scene scene(
            Params params,
            Optional<JsonNode> stateOverrides,
            Optional<JsonNode> blockOverrides,
            TransactionExecutor executor) {
        CallRequest request = CallRequest.of(params.required(0));
        Block block = params.block(1).requiredIn(chain);
        BlockEnvironment seen = BlockOverrides.of(blockOverrides).over(chain.environmentOf(block));
        StateView state = accounts.stateAfter(block);
        StateOverrides overrides = StateOverrides.of(stateOverrides, state, seen.fork());
        return new Scene(
                request,
                request.pays() ? seen : seen.withFees(UInt256.ZERO, seen.blobBaseFee()),
                overrides.over(state),
                overrides.over(executor));
    }

    private JsonNode call(Scene scene) {
        TransactionOutcome.Executed outcome = run(scene, scene.gasLimit(gasCap), Tracer.NONE);
        return EthJson.JSON.textNode(succeeded(outcome).output().toHex0x());
    }

    private TransactionOutcome.Executed run(Scene scene, long gas, Tracer tracer) {
        return run(scene, gas, tracer, new JournaledState(scene.state()));
    }

    private TransactionOutcome.Executed run(Scene scene, long gas, Tracer tracer, JournaledState state) {
        CallRequest request = scene.request();
        UInt256 baseFee = scene.environment().baseFeePerGas();
        if (request.pays()) {
            checkPrice(scene, gas, baseFee);
        }
        return switch (scene.executor().call(request.message(gas, baseFee), scene.environment(), state, tracer)) {
            case TransactionOutcome.Executed executed -> executed;
            case TransactionOutcome.Refused refused ->
                throw RpcException.server("err: " + refused.error().message() + " (supplied gas " + gas + ")");
        };
    }

    private static void checkPrice(Scene scene, long gas, UInt256 baseFee) {
        CallRequest request = scene.request();
        if (request.maxGasPrice().compareTo(baseFee) < 0) {
            throw RpcException.server("err: max fee per gas less than block base fee: address " + request.from()
                    + ", maxFeePerGas: " + request.maxGasPrice().toBigInteger() + ", baseFee: "
                    + baseFee.toBigInteger());
        }
        BigInteger cost = request.maxGasPrice()
                .toBigInteger()
                .multiply(BigInteger.valueOf(gas))
                .add(request.value().toBigInteger());
        if (scene.balance().toBigInteger().compareTo(cost) < 0) {
            throw RpcException.server("insufficient funds for gas * price + value: address " + request.from() + " have "
                    + scene.balance().toBigInteger() + " want " + cost);
        }
    }

    /** {@code debug_traceCall}. */
    JsonNode trace(Params params, TransactionExecutor executor) {
        TraceRequest wanted = TraceRequest.of(params.object(2));
        JsonNode config = params.at(2);
        Scene scene = scene(
                params,
                Optional.of(config.path("stateOverrides")).filter(JsonNode::isObject),
                Optional.of(config.path("blockOverrides")).filter(JsonNode::isObject),
                executor);
        long gas = scene.gasLimit(gasCap);
        TraceRequest.Trace trace = wanted.begin(gas, scene::state);
        JournaledState state = new JournaledState(scene.state());
        TransactionOutcome.Executed outcome = run(scene, gas, trace.tracer(), state);
        return trace.result(outcome, state.transactionDelta());
    }

    private static TransactionOutcome.Executed succeeded(TransactionOutcome.Executed outcome) {
        if (outcome.reverted()) {
            throw Reverts.asError(outcome.output());
        }
        outcome.halt().ifPresent(reason -> {
            throw RpcException.server(reason.message());
        });
        return outcome;
    }

    private long estimate(Scene scene) {
        long high = highestGas(scene);
        boolean isPlainTransfer = scene.request().data().isEmpty()
                && scene.request().authorizations().isEmpty()
                && scene.request().accessList().isEmpty()
                && scene.request()
                        .to()
                        .filter(to -> isWithoutCode(scene.state(), to))
                        .isPresent();
        if (isPlainTransfer && high >= TRANSFER_GAS && succeeds(scene, TRANSFER_GAS)) {
            return TRANSFER_GAS;
        }
        TransactionOutcome.Executed atMost = run(scene, high, Tracer.NONE);
        if (!atMost.succeeded() && atMost.halt().isPresent()) {
            throw RpcException.server("gas required exceeds allowance (" + high + ")");
        }
        long used = succeeded(atMost).gasUsed();
        long low = used - 1;
        // A caller keeps one 64th of its gas at each call (EIP-150), so what was used is rarely enough as a limit.
        long likely = (used + atMost.gasRefunded() + CALL_STIPEND) * 64 / 63;
        if (likely < high) {
            if (succeeds(scene, likely)) {
                high = likely;
            } else {
                low = likely;
            }
        }
        while (low + 1 < high && (high - low) * 1000 > ESTIMATE_TOLERANCE * high) {
            long middle = Math.min(low + (high - low) / 2, low * 2);
            if (succeeds(scene, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** What the caller allows, and can pay. */
    private long highestGas(Scene scene) {
        CallRequest request = scene.request();
        long high = Math.min(
                request.gas()
                        .filter(gas -> gas >= TRANSFER_GAS)
                        .orElse(scene.environment().gasLimit()),
                gasCap);
        long most = GasRules.maxGas(scene.environment().fork());
        high = Long.compareUnsigned(high, most) > 0 ? most : high;
        if (!request.pays()) {
            return high;
        }
        BigInteger rest =
                scene.balance().toBigInteger().subtract(request.value().toBigInteger());
        if (rest.signum() < 0) {
            throw RpcException.server("insufficient funds for transfer");
        }
        BigInteger affordable = rest.divide(request.maxGasPrice().toBigInteger());
        return affordable.min(BigInteger.valueOf(high)).longValueExact();
    }

    private static boolean isWithoutCode(StateView state, EvmAddress address) {
        return !state.account(address).orElse(Account.EMPTY).hasCode();
    }

    private boolean succeeds(Scene scene, long gas) {
        JournaledState state = new JournaledState(scene.state());
        UInt256 baseFee = scene.environment().baseFeePerGas();
        return scene.executor().call(scene.request().message(gas, baseFee), scene.environment(), state, Tracer.NONE)
                        instanceof TransactionOutcome.Executed executed
                && executed.succeeded();
    }

    /** Repeats until the list explains itself: announcing a slot can change what the code does with its gas. */
    private JsonNode createAccessList(Scene scene) {
        Set<EvmAddress> free =
                new HashSet<>(Precompiles.of(scene.environment().fork()).addresses());
        free.add(scene.request().from());
        free.add(scene.environment().feeRecipient());
        scene.request().to().ifPresent(free::add);
        List<AccessListEntry> list = scene.request().accessList();
        for (int round = 0; round < MAX_ACCESS_LIST_ROUNDS; round++) {
            Scene announced = new Scene(
                    scene.request().withAccessList(list), scene.environment(), scene.state(), scene.executor());
            AccessListTracer tracer = new AccessListTracer(free);
            TransactionOutcome.Executed outcome = run(announced, announced.gasLimit(gasCap), tracer);
            if (tracer.accessList().equals(list) || round == MAX_ACCESS_LIST_ROUNDS - 1) {
                return answer(list, outcome);
            }
            list = tracer.accessList();
        }
        throw new IllegalStateException("the last round answers");
    }

    private static JsonNode answer(List<AccessListEntry> list, TransactionOutcome.Executed outcome) {
        ObjectNode answer = EthJson.JSON.objectNode();
        answer.set("accessList", EthJson.accessList(list));
        Optional<String> error = outcome.reverted()
                ? Optional.of("execution reverted")
                : outcome.halt().map(reason -> reason.message());
        error.ifPresent(text -> answer.put("error", text));
        return answer.put("gasUsed", EthJson.quantity(outcome.gasUsed()));
    }
}
