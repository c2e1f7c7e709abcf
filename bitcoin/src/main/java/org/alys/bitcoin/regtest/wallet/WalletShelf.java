package org.alys.bitcoin.regtest.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolGate;

/** The wallets of the data directory, of which some are loaded. */
public final class WalletShelf implements AutoCloseable {
    private static final String PREFIX = "wallet-";
    private static final String FILE = "wallet.log";
    private static final int MAX_NAME = 80;

    private final Path directory;
    private final ChainState chain;
    private final Mempool mempool;
    private final MempoolGate gate;
    private final InstantSource clock;
    private final Map<String, Wallet> loaded = new LinkedHashMap<>();

    public WalletShelf(Path directory, ChainState chain, Mempool mempool, MempoolGate gate, InstantSource clock) {
        this.directory = directory;
        this.chain = chain;
        this.mempool = mempool;
        this.gate = gate;
        this.clock = clock;
    }

    /** Whether a wallet may have that name: up to 80 characters of any kind. */
    public static boolean isName(String name) {
        return name.length() <= MAX_NAME;
    }

    /** Encoded, so that no name leads out of the directory. */
    private Path file(String name) {
        return directory
                .resolve(PREFIX + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .resolve(FILE);
    }

    public boolean exists(String name) {
        return Files.exists(file(name));
    }

    public Optional<Wallet> loaded(String name) {
        return Optional.ofNullable(loaded.get(name));
    }

    public Collection<Wallet> loaded() {
        return Collections.unmodifiableCollection(loaded.values());
    }

    /** The names of all, loaded or not. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> URLDecoder.decode(name.substring(PREFIX.length()), StandardCharsets.UTF_8))
                    .sorted()
                    .forEach(names::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /**
     * Opens a wallet, which is made when it is not there, and keeps it informed from then on.
     *
     * @throws IOException when its file cannot be made or is damaged; the other wallets are not concerned
     */
    public Wallet open(String name) throws IOException {
        Path file = file(name);
        Files.createDirectories(file.getParent());
        Wallet wallet = Wallet.open(name, file, chain, mempool, clock);
        chain.listen(wallet);
        gate.listen(wallet);
        loaded.put(name, wallet);
        return wallet;
    }

    /** Closes a loaded wallet. */
    public void unload(Wallet wallet) {
        chain.unlisten(wallet);
        gate.unlisten(wallet);
        loaded.remove(wallet.name());
        wallet.close();
    }

    @Override
    public void close() {
        List.copyOf(loaded.values()).forEach(this::unload);
    }
}
