package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.jspecify.annotations.Nullable;

/**
 * Deposits, transfers and burns at random moments, whether the node lives or not, and all that was sent: nothing of it may be
 * missing in the end, or be there twice. The lists may be read once {@link #end} has returned.
 */
final class Traffic {
    static final EvmAddress FRIEND = EvmAddress.fromHex("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
    static final EvmAddress DEPOSITOR = EvmAddress.fromHex("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");

    private static final String BITCOIN_ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BitcoinPurse purse;
    private final RpcClient eth;
    private final Account account;
    private final Random random;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private volatile @Nullable Throwable failure;

    final List<OutPoint> deposits = new ArrayList<>();
    final List<Bytes32> transactions = new ArrayList<>();
    final List<Bytes32> burns = new ArrayList<>();
    private Sats deposited = Sats.ZERO;
    private Wei transferred = Wei.ZERO;
    private Sats burned = Sats.ZERO;

    /** Traffic of {@code account}, which has coins to pay with. */
    Traffic(BitcoinPurse purse, RpcClient eth, Account account, Random random) {
        this.purse = purse;
        this.eth = eth;
        this.account = account;
        this.random = random;
    }

    Traffic begin() {
        thread.start();
        return this;
    }

    /** Stops it. Fails if it could not send something. */
    void end() throws InterruptedException {
        ending.countDown();
        assertThat(thread.join(PATIENCE)).as("the traffic ends").isTrue();
        assertThat(Optional.ofNullable(failure)).isEmpty();
    }

    Sats deposited() {
        return deposited;
    }

    Wei transferred() {
        return transferred;
    }

    Sats burned() {
        return burned;
    }

    private void run() {
        try {
            while (!ending.await(random.nextLong(50, 350), TimeUnit.MILLISECONDS)) {
                step();
            }
        } catch (IOException | InterruptedException | AssertionError | RuntimeException e) {
            failure = e;
        }
    }

    private void step() throws IOException, InterruptedException {
        int kind = random.nextInt(10);
        if (kind < 5) {
            Wei amount = new Sats(random.nextLong(1, 1_000)).toWei();
            send(account.transfer(FRIEND, amount));
            transferred = transferred.plus(amount);
        } else if (kind < 7) {
            Sats amount = new Sats(random.nextLong(10_000, 50_000));
            burns.add(send(account.burn(amount.toWei(), BITCOIN_ADDRESS)));
            burned = burned.plus(amount);
        } else if (kind < 9) {
            Sats amount = new Sats(random.nextLong(10_000, 1_000_000));
            deposits.add(purse.deposit(amount, DEPOSITOR));
            deposited = deposited.plus(amount);
            purse.mine(1);
        } else {
            purse.mine(1);
        }
    }

    private Bytes32 send(Bytes transaction) throws IOException, InterruptedException {
        Bytes32 hash = Bytes32.of(Hashes.keccak256(transaction.toArray()));
        assertThat(eth.call("eth_sendRawTransaction", transaction.toHex0x()).asText())
                .isEqualTo(hash.toHex0x());
        transactions.add(hash);
        return hash;
    }
}
