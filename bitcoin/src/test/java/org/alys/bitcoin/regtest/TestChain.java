package org.alys.bitcoin.regtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.BlockOutcome;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolFile;
import org.alys.bitcoin.regtest.mempool.MempoolGate;
import org.alys.bitcoin.regtest.mempool.MempoolVerdict;
import org.alys.bitcoin.regtest.mining.BlockMaker;
import org.alys.bitcoin.regtest.wallet.AddressType;
import org.alys.bitcoin.regtest.wallet.SpendKey;
import org.alys.bitcoin.regtest.wallet.TransactionSigner;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** Chain and mempool without RPC, in a directory of their own, and one key that all coins belong to. */
final class TestChain implements AutoCloseable {
    static final String SECRET = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA";
    static final SpendKey KEY = SpendKey.ofImportFormat(SECRET).orElseThrow();
    static final Bytes SCRIPT = KEY.script(AddressType.BECH32);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    final ChainState chain;
    final Mempool mempool = new Mempool();
    final MempoolGate gate;
    final BlockMaker maker;
    private final MempoolFile file;

    TestChain(Path directory) throws IOException {
        Files.createDirectories(directory);
        ScriptVerifier scripts = new ScriptVerifier();
        chain = ChainState.open(directory.resolve("blocks.log"), scripts, () -> NOW);
        gate = new MempoolGate(chain, mempool, scripts, () -> NOW);
        chain.listen(gate);
        file = MempoolFile.open(directory.resolve("mempool.log"), gate);
        maker = new BlockMaker(chain, mempool, () -> NOW);
    }

    static TestChain fresh() throws IOException {
        return new TestChain(Files.createTempDirectory("alys-chain"));
    }

    BlockEntry mine() {
        return mine(SCRIPT);
    }

    BlockEntry mine(Bytes script) {
        if (maker.mine(script) instanceof BlockOutcome.Connected(BlockEntry entry)) {
            return entry;
        }
        throw new AssertionError("the block was not connected");
    }

    void mine(int count) {
        for (int i = 0; i < count; i++) {
            mine();
        }
    }

    BlockEntry tip() {
        return chain.active().tip();
    }

    Map<OutPoint, Coin> coins() {
        return Map.copyOf(chain.coins().coins());
    }

    /** The output of the coinbase at that height. */
    OutPoint coinbase(int height) {
        Block block = chain.block(chain.active().at(height).orElseThrow()).orElseThrow();
        return new OutPoint(block.txids().getFirst(), 0);
    }

    /** What the output holds, in the chain or in the mempool. */
    Optional<TxOutput> output(OutPoint outPoint) {
        return mempool.output(outPoint).or(() -> chain.coins().coin(outPoint)).map(Coin::output);
    }

    /** A signed transaction that pays all of the output, less the fee, in {@code parts} equal parts to the same key. */
    Transaction spend(OutPoint outPoint, long fee, int parts) {
        TxOutput spent = output(outPoint).orElseThrow();
        long each = (spent.value().value() - fee) / parts;
        List<TxOutput> outputs = java.util.Collections.nCopies(parts, new TxOutput(new Sats(each), SCRIPT));
        return sign(new Transaction(2, List.of(TxInput.unsigned(outPoint, 0xffff_fffdL)), outputs, 0), List.of(spent));
    }

    static Transaction sign(Transaction unsigned, List<TxOutput> spent) {
        return TransactionSigner.sign(
                unsigned,
                spent.stream().map(Optional::of).toList(),
                script -> script.equals(SCRIPT) ? Optional.of(KEY) : Optional.empty());
    }

    Transaction send(OutPoint outPoint, long fee) {
        Transaction transaction = spend(outPoint, fee, 1);
        MempoolVerdict verdict = gate.accept(transaction);
        if (!(verdict instanceof MempoolVerdict.Accepted)) {
            throw new AssertionError("refused: " + verdict);
        }
        return transaction;
    }

    @Override
    public void close() throws IOException {
        file.close();
        chain.close();
    }
}
