package org.alys.bridge.pegin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alys.bitcoin.follow.BlockFollower;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.follow.FollowCursor;
import org.alys.bitcoin.follow.FollowStatus;
import org.alys.bitcoin.follow.FollowStep;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.WalletRpc;
import org.alys.bitcoin.taproot.FederationOutput;
import org.alys.bitcoin.taproot.XOnlyPublicKey;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follower and book behind a real bitcoind. */
class PegInBitcoindTest {
    private static final int CONFIRMATIONS = 6;
    private static final int WINDOW = 20;
    private static final FederationOutput FEDERATION = FederationOutput.of(
            Stream.of(
                            "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                            "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
                            "02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9")
                    .map(XOnlyPublicKey::ofCompressed)
                    .toList(),
            2);
    private static final EvmAddress RAW = EvmAddress.fromHex("0x1111111111111111111111111111111111111111");
    private static final EvmAddress ASCII = EvmAddress.of(Hex.decode("3031323334353637383961626364656641424344"));
    private static final EvmAddress TEXT = EvmAddress.fromHex("0x2222222222222222222222222222222222222222");
    private static final EvmAddress PREFIXED = EvmAddress.fromHex("0x3333333333333333333333333333333333333333");

    private final Map<OutPoint, Mint> mints = new HashMap<>();
    private final Map<OutPoint, FederationCoin> coins = new HashMap<>();
    private final List<BookEffect> alarms = new ArrayList<>();
    private final PegInParameters parameters = new PegInParameters(0, CONFIRMATIONS, WINDOW);
    private final BlockScanner scanner =
            new BlockScanner(new DepositParser(Set.of(FEDERATION.scriptPubKey()), new Sats(10_000)));
    private PegInBook book = PegInBook.empty(parameters);
    private FollowCursor cursor = FollowCursor.startingAt(0, WINDOW);
    private RegtestBitcoind bitcoind;
    private BitcoinRpc rpc;
    private BlockFollower follower;
    private WalletRpc wallet;
    private String address;

    @BeforeEach
    void startWithMatureCoins() {
        bitcoind = RegtestBitcoind.start();
        rpc = bitcoind.rpc();
        follower = new BlockFollower(rpc, BitcoinNetwork.REGTEST, 40);
        wallet = rpc.wallet("depositor");
        wallet.open().orElseThrow();
        address = wallet.newAddress().orElseThrow();
        mine(110);
    }

    @AfterEach
    void stop() throws Exception {
        if (bitcoind != null) {
            bitcoind.close();
        }
    }

    private List<BlockHash> mine(int count) {
        return rpc.regtest().generateToAddress(count, address).orElseThrow();
    }

    private FollowStatus pollOnce() {
        FollowStep step = follower.poll(cursor);
        for (ChainEvent event : step.events()) {
            store(book.apply(event, scanner, outPoint -> Optional.ofNullable(mints.get(outPoint))));
        }
        cursor = step.cursor();
        return step.status();
    }

    private void catchUp() {
        FollowStatus status = pollOnce();
        while (status instanceof FollowStatus.Behind) {
            status = pollOnce();
        }
        assertThat(status).isInstanceOf(FollowStatus.CaughtUp.class);
    }

    private void store(BookStep step) {
        book = step.book();
        for (BookEffect effect : step.effects()) {
            switch (effect) {
                case BookEffect.MintRecorded(OutPoint outPoint, Mint mint) -> mints.put(outPoint, mint);
                case BookEffect.MintForgotten(OutPoint outPoint) -> mints.remove(outPoint);
                case BookEffect.CoinAdded(FederationCoin coin) -> coins.put(coin.outPoint(), coin);
                case BookEffect.CoinRemoved(OutPoint outPoint) -> coins.remove(outPoint);
                case BookEffect.MintedDepositLost lost -> alarms.add(lost);
                case BookEffect.MintedDepositRestored restored -> alarms.add(restored);
                case BookEffect.Retired _ -> {}
            }
        }
    }

    private void reload() {
        cursor = FollowCursor.decode(cursor.encode()).orElseThrow();
        book = PegInBook.decode(book.encode(), parameters, coins.values()).orElseThrow();
    }

    private OutPoint deposit(long sats, byte[] data) {
        Bytes script = Bytes.fromHex("6a" + String.format("%02x", data.length) + Hex.encode(data));
        Transaction transaction = wallet.fund(
                        List.of(
                                new TxOutput(new Sats(sats), FEDERATION.scriptPubKey()),
                                new TxOutput(Sats.ZERO, script)),
                        2)
                .orElseThrow();
        rpc.broadcast(transaction).orElseThrow();
        return new OutPoint(transaction.txid(), 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private List<Deposit> mintable() {
        return book.nextMintable(16, Set.of());
    }

    private void mintAll(long height) {
        for (Deposit deposit : mintable()) {
            store(book.mint(deposit.outPoint(), TestLedger.mintAt(height)));
        }
    }

    private Sats heldByBitcoind() {
        return rpc.scanUnspent(List.of(FEDERATION.scriptPubKey())).orElseThrow().total();
    }

    @Test
    void mintsEveryFormOfDepositOnceThroughAReorgAndACrashOfBitcoind() throws Exception {
        Map<OutPoint, EvmAddress> deposits = new HashMap<>();
        deposits.put(deposit(100_000, RAW.toArray()), RAW);
        deposits.put(deposit(200_000, ASCII.toArray()), ASCII);
        deposits.put(deposit(300_000, ascii("22".repeat(20))), TEXT);
        deposits.put(deposit(400_000, ascii("0x" + "33".repeat(20))), PREFIXED);
        BlockHash first = mine(3).getFirst();
        catchUp();
        assertThat(book.totals().notYetMinted()).isEqualTo(new Sats(1_000_000));

        // a scan makes the daemon write its blocks to disk: what it had not written it would have lost
        assertThat(heldByBitcoind()).isEqualTo(new Sats(1_000_000));
        bitcoind.kill();
        assertThat(pollOnce()).isInstanceOf(FollowStatus.Waiting.class);
        reload();
        bitcoind.restart();
        wallet.open().orElseThrow();
        // the three blocks go, the deposits return to the mempool, and four other blocks take their place
        rpc.regtest().invalidateBlock(first).orElseThrow();
        assertThat(pollOnce()).isInstanceOf(FollowStatus.NodeBehind.class);
        // to another address: the same blocks again would be invalid again
        address = wallet.newAddress().orElseThrow();
        mine(4);
        catchUp();
        assertThat(mintable()).isEmpty();

        mine(2);
        catchUp();
        assertThat(mintable())
                .allSatisfy(deposit -> assertThat(deposit.recipient()).isEqualTo(deposits.get(deposit.outPoint())))
                .extracting(Deposit::outPoint)
                .containsExactlyInAnyOrderElementsOf(deposits.keySet());
        assertThat(mintable()).extracting(Deposit::position).isSorted();
        mintAll(1);
        reload();
        mine(1);
        catchUp();
        assertThat(mintable()).isEmpty();
        assertThat(mints.keySet()).isEqualTo(deposits.keySet());
        assertThat(book.totals().held()).isEqualTo(heldByBitcoind());
        assertThat(alarms).isEmpty();
    }

    @Test
    void raisesNoAlarmWhenBitcoindForgetsBlocksInACrashAndLearnsThemAgain() throws Exception {
        OutPoint coin = deposit(100_000, RAW.toArray());
        mine(CONFIRMATIONS);
        catchUp();
        mintAll(1);
        List<Block> blocks = new ArrayList<>();
        for (int height = 1; height <= cursor.tipHeight(); height++) {
            BlockHash hash = rpc.blockHash(height).orElseThrow().orElseThrow();
            blocks.add(rpc.block(hash).orElseThrow().orElseThrow());
        }

        bitcoind.kill();
        bitcoind.restart();
        FollowStatus afterCrash = pollOnce();
        for (Block block : blocks) {
            rpc.submitBlock(Bytes.of(block.encode())).orElseThrow();
        }
        catchUp();

        assertThat(afterCrash).isInstanceOf(FollowStatus.NodeBehind.class);
        assertThat(alarms).isEmpty();
        assertThat(mints).containsOnlyKeys(coin);
    }

    @Test
    void alarmsWhenBitcoinGivesUpAMintedDepositAndCalmsDownWhenItIsBack() {
        OutPoint coin = deposit(100_000, RAW.toArray());
        BlockHash holder = mine(CONFIRMATIONS).getFirst();
        catchUp();
        mintAll(1);
        assertThat(mints).containsOnlyKeys(coin);

        rpc.regtest().invalidateBlock(holder).orElseThrow();
        rpc.regtest().generateBlock(address, List.of()).orElseThrow();
        catchUp();
        assertThat(book.isSafeToSign()).isFalse();

        rpc.regtest().reconsiderBlock(holder).orElseThrow();
        catchUp();
        assertThat(book.isSafeToSign()).isTrue();
        assertThat(mintable()).isEmpty();
        assertThat(alarms)
                .containsExactly(
                        new BookEffect.MintedDepositLost(coin, new Sats(100_000), TestLedger.mintAt(1)),
                        new BookEffect.MintedDepositRestored(coin));
    }

    @Test
    void provesADepositAgainstTheHeaderThatBitcoindShows() {
        deposit(100_000, RAW.toArray());
        deposit(150_000, TEXT.toArray());
        mine(CONFIRMATIONS);
        catchUp();
        PegInVerifier verifier =
                new PegInVerifier(new DepositParser(Set.of(FEDERATION.scriptPubKey()), new Sats(10_000)));

        assertThat(mintable()).hasSize(2).allSatisfy(deposit -> {
            var header = rpc.header(deposit.proof().block())
                    .orElseThrow()
                    .orElseThrow()
                    .header();
            assertThat(verifier.verifyAgainstHeader(deposit, header)).isEqualTo(new PegInVerdict.Accept());
            assertThat(verifier.verify(deposit, book, _ -> Optional.empty())).isEqualTo(new PegInVerdict.Accept());
        });
    }
}
