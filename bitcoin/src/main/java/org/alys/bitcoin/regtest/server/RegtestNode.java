package org.alys.bitcoin.regtest.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolFile;
import org.alys.bitcoin.regtest.mempool.MempoolGate;
import org.alys.bitcoin.regtest.mining.BlockMaker;
import org.alys.bitcoin.regtest.wallet.WalletShelf;

/** Chain, mempool, wallets and RPC, put together over one data directory. */
public final class RegtestNode implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final RpcServer server;
    private final Optional<URI> zmq;

    /**
     * How to run.
     *
     * @param directory of this node alone
     * @param rpcPort 0 for any free one
     * @param authorizations values of the header {@code Authorization} that are let in
     * @param zmqPort where new tips are published, 0 for any free one; empty for nowhere
     * @param stop is called when the method {@code stop} is
     */
    public record Setup(
            Path directory,
            int rpcPort,
            List<String> authorizations,
            Optional<Integer> zmqPort,
            InstantSource clock,
            Runnable stop) {
        public Setup {
            authorizations = List.copyOf(authorizations);
        }
    }

    private RegtestNode(Setup setup) throws IOException {
        Files.createDirectories(setup.directory());
        try {
            MockableClock clock = new MockableClock(setup.clock());
            ScriptVerifier scripts = new ScriptVerifier();
            ChainState chain = ChainState.open(setup.directory().resolve("blocks.log"), scripts, clock);
            open.push(chain);
            Mempool mempool = new Mempool();
            MempoolGate gate = new MempoolGate(chain, mempool, scripts, clock);
            // the gate first: wallets ask the mempool, which must know of a block before they do
            chain.listen(gate);
            open.push(MempoolFile.open(setup.directory().resolve("mempool.log"), gate));
            WalletShelf shelf = new WalletShelf(setup.directory().resolve("wallets"), chain, mempool, gate, clock);
            open.push(shelf);
            Optional<BlockAnnouncer> announcer = setup.zmqPort().map(BlockAnnouncer::new);
            announcer.ifPresent(chain::listen);
            announcer.ifPresent(open::push);
            zmq = announcer.map(BlockAnnouncer::address);
            MethodTable table = methods(chain, mempool, gate, shelf, scripts, clock, setup.stop());
            server = RpcServer.start(setup.rpcPort(), setup.authorizations(), new RpcDispatcher(table, lock));
        } catch (IOException | RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    /** Opens the data directory and serves. */
    public static RegtestNode start(Setup setup) throws IOException {
        return new RegtestNode(setup);
    }

    private MethodTable methods(
            ChainState chain,
            Mempool mempool,
            MempoolGate gate,
            WalletShelf shelf,
            ScriptVerifier scripts,
            MockableClock clock,
            Runnable stop) {
        MethodTable table = new MethodTable();
        BlockMaker maker = new BlockMaker(chain, mempool, clock);
        WalletDoor door = new WalletDoor(shelf);
        SigningMethods signing = new SigningMethods(door, chain, mempool, scripts);
        BroadcastMethods broadcast = new BroadcastMethods(chain, mempool, gate);
        SpendMethods spending = new SpendMethods(door, chain, signing, broadcast);
        new ControlMethods(table, clock, zmq, stop).add();
        new ChainMethods(chain, clock).addTo(table);
        new CoinMethods(chain, mempool).addTo(table);
        new ProofMethods(chain).addTo(table);
        new MempoolMethods(mempool).addTo(table);
        new RawTransactionMethods(chain, mempool).addTo(table);
        broadcast.addTo(table);
        new MiningMethods(chain, mempool, maker).addTo(table);
        new GenerateMethods(chain, mempool, maker, clock).addTo(table);
        door.addTo(table);
        new WalletCoinMethods(door, chain).addTo(table);
        new WalletHistoryMethods(door, chain).addTo(table);
        signing.addTo(table);
        spending.addTo(table);
        new BumpFee(door, mempool, spending).addTo(table);
        return table;
    }

    /** Where the RPC is served. */
    public int port() {
        return server.port();
    }

    /** Where new tips are published. */
    public Optional<URI> zmq() {
        return zmq;
    }

    /** Ends the server, lets the running call finish, and closes the files. */
    @Override
    public void close() throws IOException {
        server.close();
        lock.lock();
        try {
            closeAll();
        } finally {
            lock.unlock();
        }
    }

    private void closeAll() throws IOException {
        IOException failure = new IOException("could not close everything");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
