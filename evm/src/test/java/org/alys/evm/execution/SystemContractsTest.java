package org.alys.evm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.Log;
import org.alys.evm.execution.SystemContracts.Requests;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.Account;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class SystemContractsTest {
    /** As EIP-4788 gives it. */
    private static final String BEACON_ROOTS =
            "3373fffffffffffffffffffffffffffffffffffffffe14604d57602036146024575f5ffd5b5f"
                    + "35801560495762001fff810690815414603c575f5ffd5b62001fff01545f5260205ff35b5f5ffd5b62001fff42064281555f359062"
                    + "001fff015500";
    /** As EIP-2935 gives it. */
    private static final String BLOCK_HASHES =
            "3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143"
                    + "038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";
    /** Returns two bytes. */
    private static final String TWO_BYTES = "61abcd5f526002601ef3";

    private static final Bytes32 PARENT = Bytes32.fromHex("11".repeat(32));
    private static final Bytes32 BEACON_ROOT = Bytes32.fromHex("22".repeat(32));
    private static final EvmAddress DEPOSITS = EvmAddress.fromHex("0x00000000219ab540356cbb839cbe05303d7705fa");
    private static final Bytes32 DEPOSIT_EVENT =
            Bytes32.fromHex("649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5");

    private final SystemContracts contracts = new SystemContracts(new TransactionExecutor(), Optional.of(DEPOSITS));

    @Test
    void tellsTheContractsTheAncestors() {
        JournaledState state =
                state(Map.of(SystemContracts.BEACON_ROOTS, BEACON_ROOTS, SystemContracts.BLOCK_HASHES, BLOCK_HASHES));
        contracts.beforeTransactions(block(Fork.PRAGUE), PARENT, Optional.of(BEACON_ROOT), state, Tracer.NONE);
        assertThat(state.storage(SystemContracts.BEACON_ROOTS, UInt256.of(10_000 % 8191)))
                .isEqualTo(UInt256.of(10_000));
        assertThat(state.storage(SystemContracts.BEACON_ROOTS, UInt256.of(10_000 % 8191 + 8191)))
                .isEqualTo(UInt256.of(BEACON_ROOT));
        assertThat(state.storage(SystemContracts.BLOCK_HASHES, UInt256.of(8))).isEqualTo(UInt256.of(PARENT));
        assertThat(state.delta().accounts())
                .containsOnlyKeys(SystemContracts.BEACON_ROOTS, SystemContracts.BLOCK_HASHES);
    }

    @Test
    void leavesAChainWithoutTheContractsAsItIs() {
        JournaledState state = state(Map.of());
        contracts.beforeTransactions(block(Fork.PRAGUE), PARENT, Optional.of(BEACON_ROOT), state, Tracer.NONE);
        assertThat(contracts.afterTransactions(block(Fork.PRAGUE), List.of(), state, Tracer.NONE))
                .isEqualTo(new Requests.Collected(List.of()));
        assertThat(state.delta()).isEqualTo(StateDelta.NONE);
    }

    @Test
    void callsNoContractBeforeItsFork() {
        JournaledState state =
                state(Map.of(SystemContracts.BEACON_ROOTS, BEACON_ROOTS, SystemContracts.BLOCK_HASHES, BLOCK_HASHES));
        contracts.beforeTransactions(block(Fork.SHANGHAI), PARENT, Optional.of(BEACON_ROOT), state, Tracer.NONE);
        assertThat(state.delta()).isEqualTo(StateDelta.NONE);
        contracts.beforeTransactions(block(Fork.CANCUN), PARENT, Optional.of(BEACON_ROOT), state, Tracer.NONE);
        assertThat(state.delta().accounts()).containsOnlyKeys(SystemContracts.BEACON_ROOTS);
    }

    @Test
    void collectsRequestsInOrderOfTheirTypes() {
        JournaledState state = state(Map.of(
                SystemContracts.CONSOLIDATION_REQUESTS, TWO_BYTES, SystemContracts.WITHDRAWAL_REQUESTS, TWO_BYTES));
        Log deposit = deposit();
        assertThat(contracts.afterTransactions(
                        block(Fork.PRAGUE), List.of(deposit, other(deposit)), state, Tracer.NONE))
                .isEqualTo(new Requests.Collected(List.of(
                        Bytes.fromHex("00" + "01".repeat(48) + "02".repeat(32) + "03".repeat(8) + "04".repeat(96)
                                + "05".repeat(8)),
                        Bytes.fromHex("01abcd"),
                        Bytes.fromHex("02abcd"))));
    }

    @Test
    void failsTheBlockWhenAContractOrADepositDoes() {
        JournaledState failing = state(Map.of(SystemContracts.WITHDRAWAL_REQUESTS, "fe"));
        assertThat(contracts.afterTransactions(block(Fork.PRAGUE), List.of(), failing, Tracer.NONE))
                .isInstanceOf(Requests.Failed.class);
        Log deposit = deposit();
        Log cut = new Log(DEPOSITS, deposit.topics(), Bytes.EMPTY);
        assertThat(contracts.afterTransactions(block(Fork.PRAGUE), List.of(cut), state(Map.of()), Tracer.NONE))
                .isInstanceOf(Requests.Failed.class);
    }

    private static Log deposit() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int offset : new int[] {160, 256, 320, 384, 512}) {
            data.writeBytes(UInt256.of(offset).toArray());
        }
        int[] lengths = {48, 32, 8, 96, 8};
        for (int i = 0; i < lengths.length; i++) {
            data.writeBytes(UInt256.of(lengths[i]).toArray());
            byte[] field = new byte[(lengths[i] + 31) / 32 * 32];
            java.util.Arrays.fill(field, 0, lengths[i], (byte) (i + 1));
            data.writeBytes(field);
        }
        return new Log(DEPOSITS, List.of(DEPOSIT_EVENT), Bytes.of(data.toByteArray()));
    }

    /** The same log of another contract. */
    private static Log other(Log log) {
        return new Log(EvmAddress.ZERO, log.topics(), log.data());
    }

    private static BlockEnvironment block(Fork fork) {
        return new BlockEnvironment(
                fork,
                UInt256.ONE,
                9,
                10_000,
                EvmAddress.ZERO,
                Bytes32.ZERO,
                30_000_000,
                UInt256.ZERO,
                UInt256.ONE,
                _ -> Bytes32.ZERO);
    }

    private static JournaledState state(Map<EvmAddress, String> contracts) {
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        Map<Bytes32, Bytes> codes = new HashMap<>();
        contracts.forEach((address, hex) -> {
            Bytes code = Bytes.fromHex(hex);
            Bytes32 hash = Bytes32.of(Hashes.keccak256(code.toArray()));
            codes.put(hash, code);
            accounts.put(address, new AccountChange(Optional.of(new Account(1, UInt256.ZERO, hash)), false, Map.of()));
        });
        return new JournaledState(MemoryState.EMPTY.with(new StateDelta(accounts, codes)));
    }
}
