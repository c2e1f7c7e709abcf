package org.alys.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.horizen.evm.Address;
import io.horizen.evm.Evm;
import io.horizen.evm.EvmContext;
import io.horizen.evm.ForkRules;
import io.horizen.evm.Hash;
import io.horizen.evm.Invocation;
import io.horizen.evm.MemoryDatabase;
import io.horizen.evm.StateDB;
import io.horizen.evm.results.EvmLog;
import io.horizen.evm.results.InvocationResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.Log;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompiles;
import org.alys.evm.state.Account;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;

/** The comparison of {@link LibevmDifferentialTest}, as a program. */
final class LibevmDifferential {
    private static final EvmAddress SENDER = address(0xbb);
    private static final EvmAddress FEE_RECIPIENT = address(0xfee);
    private static final Hash TRANSACTION = new Hash("0x" + "11".repeat(32));
    private static final int CASES = Integer.getInteger("alys.test.differential", 10_000);

    private final Workspace workspace = new Workspace();

    /** Everything that can be seen of a run. */
    private record Seen(
            boolean failed,
            boolean reverted,
            long gasLeft,
            String output,
            long refund,
            List<String> logs,
            String root) {}

    /** A run to be made. */
    private record Case(
            Map<EvmAddress, Contract> contracts, Optional<EvmAddress> to, Bytes input, long value, long gas) {}

    private record Contract(Bytes code, long balance, Map<Long, Long> storage) {}

    /** Runs as many cases as the properties say. */
    public static void main(String[] arguments) throws Exception {
        LibevmDifferential differential = new LibevmDifferential();
        long seed = Long.getLong("alys.test.seed", System.nanoTime());
        System.out.println("differential test: seed " + seed + " (-Dalys.test.seed), " + CASES + " cases");
        for (int i = 0; i < CASES; i++) {
            Case test = generate(new Random(seed + i));
            String description = "seed " + seed + ", case " + i + ": " + describe(test);
            Seen here = differential.here(test, Tracer.NONE);
            assertThat(here).as(description).isEqualTo(there(test));
            if (i % 16 == 0) {
                assertThat(differential.here(test, new Stepping()))
                        .as(description)
                        .isEqualTo(here);
            }
        }
        System.out.println(CASES + " cases: all the same");
    }

    private static Case generate(Random random) {
        List<EvmAddress> addresses = List.of(address(0xc1), address(0xc2), address(0xc3));
        List<EvmAddress> known = new ArrayList<>(addresses);
        known.addAll(List.of(SENDER, FEE_RECIPIENT, address(0xdead), address(2), address(4)));
        Map<EvmAddress, Contract> contracts = new HashMap<>();
        for (EvmAddress address : addresses) {
            Map<Long, Long> storage = new HashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                storage.put((long) random.nextInt(6), 1L + random.nextInt(3));
            }
            byte[] code = new RandomProgram(random, known, Fork.SHANGHAI).generate(5 + random.nextInt(60));
            contracts.put(address, new Contract(Bytes.of(code), random.nextInt(4), storage));
        }
        byte[] input = new byte[random.nextInt(100)];
        random.nextBytes(input);
        boolean creates = random.nextInt(10) == 0;
        if (creates) {
            input = new RandomProgram(random, known, Fork.SHANGHAI).generate(5 + random.nextInt(40));
        }
        long gas = new long[] {5_000, 60_000, 300_000, 2_000_000}[random.nextInt(4)];
        return new Case(
                contracts,
                creates ? Optional.empty() : Optional.of(addresses.getFirst()),
                Bytes.of(input),
                random.nextInt(3),
                gas + random.nextInt(1000));
    }

    /** Makes the machine go step by step, and looks at all there is to see. */
    private static final class Stepping implements Tracer {
        @Override
        public boolean wantsSteps() {
            return true;
        }

        @Override
        public void beforeStep(StepView step) {
            UInt256 all = UInt256.of(step.opcode() + step.programCounter());
            for (int i = 0; i < step.stackSize(); i++) {
                all = all.plus(step.stack(i));
            }
            if (step.memory().size() != step.memorySize()
                    || step.opcodeName().isEmpty()
                    || all.w0() == Long.MIN_VALUE) {
                throw new AssertionError("a step that is not: " + step.opcodeName());
            }
        }
    }

    private Seen here(Case test, Tracer tracer) {
        MemoryState pre = state(test);
        JournaledState state = new JournaledState(pre);
        BlockEnvironment block = new BlockEnvironment(
                Fork.SHANGHAI,
                UInt256.of(1337),
                7,
                1000,
                FEE_RECIPIENT,
                Bytes32.of(new byte[32]),
                30_000_000,
                UInt256.of(9),
                UInt256.ZERO,
                _ -> Bytes32.ZERO);
        state.begin();
        state.warm(state.get(SENDER));
        state.warm(state.get(FEE_RECIPIENT));
        test.to().ifPresent(to -> state.warm(state.get(to)));
        Precompiles.of(Fork.SHANGHAI).addresses().forEach(address -> state.warm(state.get(address)));
        Machine machine = new Machine(workspace, state, block, SENDER, UInt256.of(11), List.of(), tracer);
        Machine.Result result;
        if (test.to().isPresent()) {
            EvmAddress to = test.to().get();
            result = machine.call(
                    SENDER,
                    to,
                    state.code(state.get(to)),
                    test.input().toArray(),
                    UInt256.of(test.value()),
                    test.gas());
        } else {
            EvmAddress created = Machine.createdAddress(SENDER, 0);
            state.warm(state.get(created));
            result = machine.create(created, test.input().toArray(), UInt256.of(test.value()), test.gas());
        }
        long refund = state.refund();
        List<String> logs = state.logs().stream().map(LibevmDifferential::show).toList();
        state.commit();
        Bytes32 root = pre.with(state.delta()).root();
        assertThat(pre.with(state.transactionDelta()).root()).isEqualTo(root);
        boolean showsOutput = test.to().isPresent();
        return new Seen(
                !result.succeeded(),
                result.reverted(),
                result.gasLeft(),
                showsOutput ? result.output().toHex() : "",
                refund,
                logs,
                root.toHex());
    }

    @SuppressWarnings("try") // StateDB.close declares any exception
    private static Seen there(Case test) throws Exception {
        try (MemoryDatabase database = new MemoryDatabase();
                StateDB state = new StateDB(database, StateDB.EMPTY_ROOT_HASH)) {
            fill(state, test);
            ForkRules rules = new ForkRules(true);
            Address to = test.to().map(LibevmDifferential::theirs).orElse(null);
            state.setTxContext(TRANSACTION, 0);
            state.accessSetup(theirs(SENDER), to, theirs(FEE_RECIPIENT), rules);
            EvmContext context = new EvmContext(
                    BigInteger.valueOf(1337),
                    theirs(FEE_RECIPIENT),
                    BigInteger.valueOf(30_000_000),
                    BigInteger.valueOf(11),
                    BigInteger.valueOf(7),
                    BigInteger.valueOf(1000),
                    BigInteger.valueOf(9),
                    Hash.ZERO,
                    rules);
            InvocationResult result = Evm.Apply(
                    state,
                    new Invocation(
                            theirs(SENDER),
                            to,
                            BigInteger.valueOf(test.value()),
                            test.input().toArray(),
                            BigInteger.valueOf(test.gas()),
                            false),
                    context);
            BigInteger refund = state.getRefund();
            List<String> logs = Arrays.stream(state.getLogs(TRANSACTION))
                    .map(LibevmDifferential::show)
                    .toList();
            state.finalizeChanges();
            byte[] output = result.returnData == null ? new byte[0] : result.returnData;
            boolean showsOutput = test.to().isPresent();
            return new Seen(
                    !result.executionError.isEmpty(),
                    result.reverted,
                    result.leftOverGas.longValueExact(),
                    showsOutput ? Hex.encode(output) : "",
                    refund.longValueExact(),
                    logs,
                    Hex.encode(state.getIntermediateRoot().toBytes()));
        }
    }

    private static MemoryState state(Case test) {
        Map<EvmAddress, AccountChange> changes = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        changes.put(
                SENDER,
                new AccountChange(
                        Optional.of(new Account(1, UInt256.of(1_000_000), Account.NO_CODE)), false, Map.of()));
        test.contracts().forEach((address, contract) -> {
            Bytes32 hash = Bytes32.of(Hashes.keccak256(contract.code().toArray()));
            code.put(hash, contract.code());
            Map<UInt256, UInt256> storage = new HashMap<>();
            contract.storage().forEach((slot, value) -> storage.put(UInt256.of(slot), UInt256.of(value)));
            Account account = new Account(1, UInt256.of(contract.balance()), hash);
            changes.put(address, new AccountChange(Optional.of(account), false, storage));
        });
        return MemoryState.EMPTY.with(new StateDelta(changes, code));
    }

    private static void fill(StateDB state, Case test) {
        // as when a transaction has counted it up already: libevm takes it back for a creation
        state.setNonce(theirs(SENDER), BigInteger.ONE);
        state.setBalance(theirs(SENDER), BigInteger.valueOf(1_000_000));
        test.contracts().forEach((address, contract) -> {
            Address their = theirs(address);
            state.setNonce(their, BigInteger.ONE);
            state.setBalance(their, BigInteger.valueOf(contract.balance()));
            state.setCode(their, contract.code().toArray());
            contract.storage()
                    .forEach((slot, value) -> state.setStorage(
                            their,
                            new Hash(UInt256.of(slot).toArray()),
                            new Hash(UInt256.of(value).toArray())));
        });
        state.finalizeChanges();
    }

    private static String show(Log log) {
        return log.address().toHex0x() + log.topics() + log.data();
    }

    private static String show(EvmLog log) {
        List<Bytes32> topics = Arrays.stream(log.topics)
                .map(topic -> Bytes32.of(topic.toBytes()))
                .toList();
        return Hex.encode0x(log.address.toBytes()) + topics + Bytes.of(log.data == null ? new byte[0] : log.data);
    }

    private static String describe(Case test) {
        StringBuilder text = new StringBuilder();
        test.contracts()
                .forEach((address, contract) -> text.append(address)
                        .append(' ')
                        .append(contract.balance())
                        .append(' ')
                        .append(contract.storage())
                        .append(' ')
                        .append(contract.code())
                        .append('\n'));
        return text.append("to ")
                .append(test.to())
                .append(" input ")
                .append(test.input())
                .append(" value ")
                .append(test.value())
                .append(" gas ")
                .append(test.gas())
                .toString();
    }

    private static Address theirs(EvmAddress address) {
        return new Address(address.toArray());
    }

    private static EvmAddress address(int number) {
        byte[] bytes = new byte[EvmAddress.SIZE];
        bytes[18] = (byte) (number >>> 8);
        bytes[19] = (byte) number;
        return EvmAddress.of(bytes);
    }
}
