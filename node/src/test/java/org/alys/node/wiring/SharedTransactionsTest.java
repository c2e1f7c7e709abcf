package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.crypto.Secp256k1;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTransactionsTest {
    private static final Bytes32 KEY = UInt256.ONE.toBytes32();
    private static final EvmAddress SENDER = Secp256k1.addressOf(Secp256k1.publicKey(KEY));

    private final EmbeddedExecution execution = EmbeddedExecution.open(
            new MemoryStore(),
            GenesisFile.parse("""
                {"config": {"chainId": 7, "shanghaiTime": 0}, "gasLimit": "0x1c9c380", "difficulty": "0x0",
                 "alloc": {"%s": {"balance": "0x3635c9adc5dea00000"}}}
                """.formatted(SENDER.toHex0x())),
            EmbeddedExecution.Settings.standard(),
            InstantSource.system());
    private final BlockingQueue<PeerMessage> told = new LinkedBlockingQueue<>();
    private final SharedTransactions shared = new SharedTransactions(execution.pool(), told::add);

    @AfterEach
    void close() {
        shared.close();
        execution.close();
    }

    private static SignedTransaction payment(long nonce) {
        UInt256 fee = UInt256.of(3_000_000_000L);
        return TransactionDraft.of(TransactionType.DYNAMIC_FEE, UInt256.of(7))
                .nonce(nonce)
                .fees(fee, fee)
                .gasLimit(21_000)
                .to(SENDER)
                .sign(KEY);
    }

    private static PeerMessage.Transactions message(SignedTransaction signed) {
        return new PeerMessage.Transactions(List.of(signed.encoded()));
    }

    private void headsUntilTheRepeat() {
        for (int i = 0; i < SharedTransactions.HEADS_BETWEEN_REPEATS; i++) {
            shared.headChanged();
        }
    }

    @Test
    void tellsOfWhatCallersHandedInAgainAsLongAsItWaits() throws InterruptedException {
        execution.pool().submitLocal(payment(0).encoded());
        assertThat(told.take()).isEqualTo(message(payment(0)));
        headsUntilTheRepeat();
        assertThat(told.take()).isEqualTo(message(payment(0)));
    }

    @Test
    void tellsNothingTwiceThatOthersToldOf() throws InterruptedException {
        shared.receive(message(payment(0)));
        headsUntilTheRepeat();
        execution.pool().submitLocal(payment(1).encoded());
        assertThat(told.take()).as("the first message").isEqualTo(message(payment(1)));
    }
}
