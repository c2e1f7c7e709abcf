package org.alys.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.evm.block.Block;
import org.alys.evm.crypto.Secp256k1;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.pool.PoolLimits;
import org.alys.evm.state.StateSettings;
import org.alys.evm.store.KeyValueStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** An execution layer on a small chain of Prague with three rich accounts, and what consensus does with it. */
public final class TestExecution implements AutoCloseable {
    public static final UInt256 CHAIN_ID = UInt256.of(7);
    public static final EvmAddress FEE_RECIPIENT = EvmAddress.fromHex("0x00000000000000000000000000000000000000fe");
    public static final EvmAddress TO = EvmAddress.fromHex("0x0000000000000000000000000000000000000123");
    public static final UInt256 RICH = UInt256.fromHex("0x3635c9adc5dea00000");

    public final EmbeddedExecution execution;

    public TestExecution(KeyValueStore store, PoolLimits limits, InstantSource clock) {
        this(store, limits, clock, new StateSettings(64, false, 1 << 20), OptionalLong.empty());
    }

    TestExecution(
            KeyValueStore store, PoolLimits limits, InstantSource clock, StateSettings states, OptionalLong history) {
        EmbeddedExecution.Settings settings =
                new EmbeddedExecution.Settings(states, history, limits, BuilderSettings.standard());
        this.execution = EmbeddedExecution.open(store, genesis(), settings, clock);
    }

    public static Genesis genesis() {
        return GenesisFile.parse("""
            {"config": {"chainId": 7, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0,
              "blobSchedule": {"cancun": {"target": 0, "max": 0, "baseFeeUpdateFraction": 3338477}, "prague": {"target": 0, "max": 0, "baseFeeUpdateFraction": 5007716}}},
             "timestamp": "0x10", "gasLimit": "0x1c9c380", "difficulty": "0x0", "baseFeePerGas": "0x7",
             "alloc": {"%s": {"balance": "%s"}, "%s": {"balance": "%s"}, "%s": {"balance": "%s"}}}
            """.formatted(
                        address(0).toHex0x(),
                        RICH,
                        address(1).toHex0x(),
                        RICH,
                        address(2).toHex0x(),
                        RICH));
    }

    public static Bytes32 key(int account) {
        return UInt256.of(account + 1L).toBytes32();
    }

    public static EvmAddress address(int account) {
        return Secp256k1.addressOf(Secp256k1.publicKey(key(account)));
    }

    /** A payment of 1 wei with the given fees in gwei. */
    public static SignedTransaction payment(int account, long nonce, long feeGwei) {
        return draft(nonce, feeGwei).sign(key(account));
    }

    public static TransactionDraft draft(long nonce, long feeGwei) {
        UInt256 fee = UInt256.of(feeGwei * 1_000_000_000);
        return TransactionDraft.of(TransactionType.DYNAMIC_FEE, CHAIN_ID)
                .nonce(nonce)
                .fees(fee, fee)
                .gasLimit(21_000)
                .to(TO)
                .value(UInt256.ONE);
    }

    public EmbeddedChain chain() {
        return execution.chain();
    }

    public static BuildAttributes attributes(long timestamp, Withdrawal... withdrawals) {
        return new BuildAttributes(timestamp, Bytes32.ZERO, FEE_RECIPIENT, List.of(withdrawals), Bytes32.ZERO);
    }

    /** What the pool makes of the next block; not stored. */
    public BuiltBlock build(Block parent, long seconds) {
        Bytes id = execution.startBuild(parent, attributes(parent.header().timestamp() + seconds));
        return execution.takeBuild(id).orElseThrow();
    }

    /** A block of the pool's transactions, made the head. */
    public Block extend(Block parent) {
        return adopt(build(parent, 2).block());
    }

    public Block adopt(Block block) {
        assertThat(chain().importBlock(block)).isEqualTo(new ImportResult.Valid());
        follow(block);
        return block;
    }

    public void follow(Block block) {
        assertThat(chain().forkchoice(block.hash(), Bytes32.ZERO, Bytes32.ZERO))
                .isEqualTo(new ForkchoiceOutcome.Applied());
    }

    public Optional<ChainReader.TransactionPlace> place(SignedTransaction signed) {
        return chain().findTransaction(signed.hash());
    }

    @Override
    public void close() {
        execution.close();
    }
}
