package org.alys.evm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.execution.TransactionOutcome.Refused;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.Account;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionExecutorTest {
    private static final Bytes32 KEY = UInt256.of(1).toBytes32();
    private static final EvmAddress CONTRACT = EvmAddress.fromHex("0x00000000000000000000000000000000000000cc");
    private static final EvmAddress NOBODY = EvmAddress.fromHex("0x00000000000000000000000000000000000000dd");
    private static final EvmAddress FEE_RECIPIENT = EvmAddress.fromHex("0x00000000000000000000000000000000000000ee");
    private static final long BALANCE = 1_000_000_000;
    /** Clears slot 1 and ends, or, given any input, reverts with a byte. */
    private static final String CODE = "36600957" + "5f600155" + "00" + "5b60015ffd";

    private final TransactionExecutor executor = new TransactionExecutor();

    private static TransactionDraft draft(TransactionType type) {
        return TransactionDraft.of(type, UInt256.ONE)
                .nonce(5)
                .fees(UInt256.of(2), UInt256.of(20))
                .gasLimit(100_000)
                .to(NOBODY);
    }

    private static SignedTransaction signed(TransactionType type, UnaryOperator<TransactionDraft> change) {
        return change.apply(draft(type)).sign(KEY);
    }

    static Stream<Arguments> refusals() {
        TransactionType type = TransactionType.DYNAMIC_FEE;
        Bytes32 wrongVersion = Bytes32.fromHex("02" + "00".repeat(31));
        return Stream.of(
                Arguments.of(signed(type, draft -> draft.nonce(4)), "nonce too low: "),
                Arguments.of(signed(type, draft -> draft.nonce(6)), "nonce too high: "),
                Arguments.of(
                        signed(type, draft -> draft.value(UInt256.of(BALANCE))),
                        "insufficient funds for gas * price + value: "),
                Arguments.of(signed(type, draft -> draft.gasLimit(20_999)), "intrinsic gas too low: "),
                Arguments.of(
                        signed(
                                type,
                                draft -> draft.data(Bytes.of(new byte[1000])).gasLimit(25_500)),
                        "insufficient gas for floor data gas cost: "),
                Arguments.of(
                        signed(type, draft -> draft.fees(UInt256.ZERO, UInt256.of(6))),
                        "max fee per gas less than block base fee: "),
                Arguments.of(
                        signed(type, draft -> draft.fees(UInt256.of(21), UInt256.of(20))),
                        "max priority fee per gas higher than max fee per gas: "),
                Arguments.of(signed(type, draft -> draft.gasLimit(30_000_001)), "gas limit reached"),
                Arguments.of(
                        TransactionDraft.of(type, UInt256.of(2)).nonce(5).sign(KEY), "invalid chain id for signer: "),
                Arguments.of(
                        signed(TransactionType.SET_CODE, draft -> draft), "EIP-7702 transaction with empty auth list"),
                Arguments.of(
                        signed(TransactionType.BLOB, draft -> draft.blobs(UInt256.of(9), List.of())),
                        "blob transaction missing blob hashes"),
                Arguments.of(
                        signed(TransactionType.BLOB, draft -> draft.blobs(UInt256.of(9), List.of(wrongVersion))),
                        "blob 0 has invalid hash version"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesInTheWordsOfGoEthereumAndChangesNothing(SignedTransaction transaction, String start) {
        JournaledState state = state();
        TransactionOutcome outcome = executor.execute(transaction, block(), state, Tracer.NONE);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.error().message()).startsWith(start));
        assertThat(state.delta()).isEqualTo(StateDelta.NONE);
    }

    @Test
    void paysBaseFeeToNobodyAndTheTipToTheFeeRecipient() {
        JournaledState state = state();
        SignedTransaction transaction = signed(TransactionType.DYNAMIC_FEE, draft -> draft.value(UInt256.of(3)));
        Executed executed = (Executed) executor.execute(transaction, block(), state, Tracer.NONE);
        assertThat(executed.gasUsed()).isEqualTo(21_000);
        assertThat(executed.effectiveGasPrice()).isEqualTo(UInt256.of(9));
        assertThat(executed.priorityFee()).isEqualTo(UInt256.of(42_000));
        assertThat(state.account(FEE_RECIPIENT).orElseThrow().balance()).isEqualTo(UInt256.of(42_000));
        assertThat(state.account(NOBODY).orElseThrow().balance()).isEqualTo(UInt256.of(3));
        assertThat(state.account(transaction.sender()).orElseThrow())
                .isEqualTo(new Account(6, UInt256.of(BALANCE - 3 - 9 * 21_000), Account.NO_CODE));
    }

    @Test
    void givesBackGasForAClearedSlot() {
        Executed executed = (Executed) executor.execute(
                signed(TransactionType.DYNAMIC_FEE, draft -> draft.to(CONTRACT)), block(), state(), Tracer.NONE);
        assertThat(executed.gasRefunded()).isEqualTo(4_800);
        assertThat(executed.gasUsed() + executed.gasRefunded()).isEqualTo(26_020);
    }

    @Test
    void keepsTheFeeAndTheNonceOfWhatReverts() {
        JournaledState state = state();
        SignedTransaction transaction = signed(
                TransactionType.DYNAMIC_FEE,
                draft -> draft.to(CONTRACT).value(UInt256.of(3)).data(Bytes.fromHex("01")));
        Executed executed = (Executed) executor.execute(transaction, block(), state, Tracer.NONE);
        assertThat(executed.reverted()).isTrue();
        assertThat(executed.output()).isEqualTo(Bytes.fromHex("00"));
        assertThat(state.account(CONTRACT).orElseThrow().balance()).isEqualTo(UInt256.ZERO);
        assertThat(state.storage(CONTRACT, UInt256.ONE)).isEqualTo(UInt256.ONE);
        assertThat(state.account(transaction.sender()).orElseThrow().nonce()).isEqualTo(6);
    }

    @Test
    void leavesNoTraceOfATouchedEmptyAccount() {
        JournaledState state = state();
        SignedTransaction transaction = signed(TransactionType.DYNAMIC_FEE, draft -> draft);
        executor.execute(transaction, block(), state, Tracer.NONE);
        state.increaseBalance(NOBODY, UInt256.ZERO);
        assertThat(state.delta().accounts()).containsOnlyKeys(transaction.sender(), FEE_RECIPIENT);
    }

    @Test
    void sumsTransactionsUpInTheDeltaOfTheBlock() {
        JournaledState state = state();
        SignedTransaction clear = signed(TransactionType.DYNAMIC_FEE, draft -> draft.to(CONTRACT));
        executor.execute(clear, block(), state, Tracer.NONE);
        StateDelta first = state.transactionDelta();
        executor.execute(signed(TransactionType.DYNAMIC_FEE, draft -> draft.nonce(6)), block(), state, Tracer.NONE);
        StateDelta second = state.transactionDelta();
        AccountChange cleared = new AccountChange(state.account(CONTRACT), false, Map.of(UInt256.ONE, UInt256.ZERO));
        assertThat(first.accounts()).containsEntry(CONTRACT, cleared);
        assertThat(second.accounts()).containsOnlyKeys(clear.sender(), FEE_RECIPIENT);
        assertThat(world().with(first).with(second).root())
                .isEqualTo(world().with(state.delta()).root());
    }

    @Test
    void callsWithoutAskingForNonceAndFee() {
        JournaledState state = state();
        Executed executed = (Executed)
                executor.call(CallMessage.of(NOBODY, CONTRACT, Bytes.EMPTY, 100_000), block(), state, Tracer.NONE);
        assertThat(executed.succeeded()).isTrue();
        assertThat(state.account(FEE_RECIPIENT)).isEmpty();
    }

    @Test
    void refusesACallOfSomeoneWithoutTheValue() {
        CallMessage message = new CallMessage(
                NOBODY,
                Optional.of(CONTRACT),
                100_000,
                UInt256.ZERO,
                UInt256.ONE,
                Bytes.EMPTY,
                List.of(),
                List.of(),
                List.of());
        assertThat(executor.call(message, block(), state(), Tracer.NONE))
                .isEqualTo(new Refused(new TransactionError.InsufficientFunds(NOBODY, UInt256.ZERO, UInt256.ONE)));
    }

    private static BlockEnvironment block() {
        return new BlockEnvironment(
                Fork.PRAGUE,
                UInt256.ONE,
                9,
                10_000,
                FEE_RECIPIENT,
                Bytes32.ZERO,
                30_000_000,
                UInt256.of(7),
                UInt256.ONE,
                _ -> Bytes32.ZERO);
    }

    private static JournaledState state() {
        return new JournaledState(world());
    }

    private static MemoryState world() {
        Bytes code = Bytes.fromHex(CODE);
        Bytes32 hash = Bytes32.of(Hashes.keccak256(code.toArray()));
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        accounts.put(
                CONTRACT,
                new AccountChange(
                        Optional.of(new Account(1, UInt256.ZERO, hash)), false, Map.of(UInt256.ONE, UInt256.ONE)));
        accounts.put(
                draft(TransactionType.LEGACY).sign(KEY).sender(),
                new AccountChange(Optional.of(new Account(5, UInt256.of(BALANCE), Account.NO_CODE)), false, Map.of()));
        return MemoryState.EMPTY.with(new StateDelta(accounts, Map.of(hash, code)));
    }
}
