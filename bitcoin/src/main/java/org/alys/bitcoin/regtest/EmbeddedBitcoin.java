package org.alys.bitcoin.regtest;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.bitcoin.regtest.server.RegtestNode;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.primitives.Hex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running regression-test node. It serves Bitcoin Core's JSON-RPC on the loopback address until {@link #close}; what it
 * was told survives the end of the process, however that comes.
 */
public final class EmbeddedBitcoin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBitcoin.class);
    private static final int COOKIE_BYTES = 32;

    private final FileChannel lockFile;
    private final RegtestNode node;
    private final Path cookie;
    private final CountDownLatch stopAsked = new CountDownLatch(1);

    /**
     * How to run.
     *
     * @param directory where everything is kept, as {@code -datadir} of Bitcoin Core; one running node at a time
     * @param rpcPort 0 for any free one
     * @param password that is let in besides the cookie file
     * @param zmqPort where new tips are published, 0 for any free one; empty for nowhere
     */
    public record Settings(
            Path directory,
            int rpcPort,
            Optional<RpcCredentials.Password> password,
            Optional<Integer> zmqPort,
            InstantSource clock) {
        /** Any free ports, the cookie file alone, the system's clock. */
        public static Settings in(Path directory) {
            return new Settings(directory, 0, Optional.empty(), Optional.of(0), InstantSource.system());
        }

        public Settings withRpcPort(int port) {
            return new Settings(directory, port, password, zmqPort, clock);
        }

        public Settings withPassword(String user, String secret) {
            return new Settings(
                    directory, rpcPort, Optional.of(new RpcCredentials.Password(user, secret)), zmqPort, clock);
        }

        public Settings withZmqPort(int port) {
            return new Settings(directory, rpcPort, password, Optional.of(port), clock);
        }
    }

    private EmbeddedBitcoin(Settings settings) throws IOException {
        Path directory = Files.createDirectories(settings.directory().resolve("regtest"));
        lockFile = lock(directory.resolve(".lock"));
        try {
            cookie = directory.resolve(".cookie");
            RpcCredentials fresh = writeCookie();
            List<String> authorizations = new ArrayList<>(List.of(fresh.authorization()));
            if (settings.password().isPresent()) {
                authorizations.add(settings.password().get().authorization());
            }
            node = RegtestNode.start(new RegtestNode.Setup(
                    directory,
                    settings.rpcPort(),
                    authorizations,
                    settings.zmqPort(),
                    settings.clock(),
                    stopAsked::countDown));
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
        LOG.info(
                "embedded Bitcoin regtest at {}, data in {}: for development and tests only, its coins are worth nothing",
                url(),
                directory);
    }

    /** Opens or creates the node's directory and returns when calls are served. */
    public static EmbeddedBitcoin start(Settings settings) throws IOException {
        return new EmbeddedBitcoin(settings);
    }

    /** As {@link #start(Settings)}, on {@code rpcPort} (0 for any free one), with the cookie file alone. */
    public static EmbeddedBitcoin start(Path directory, int rpcPort) throws IOException {
        return start(Settings.in(directory).withRpcPort(rpcPort));
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (java.nio.channels.OverlappingFileLockException e) {
            channel.close();
            throw new IOException("another node of this process uses " + file.getParent(), e);
        }
        if (lock == null) {
            channel.close();
            throw new IOException("another process uses " + file.getParent());
        }
        return channel;
    }

    /** A new secret at every start, readable by its owner alone. */
    private RpcCredentials writeCookie() throws IOException {
        byte[] secret = new byte[COOKIE_BYTES];
        new SecureRandom().nextBytes(secret);
        RpcCredentials.Password password = new RpcCredentials.Password("__cookie__", Hex.encode(secret));
        Path fresh = cookie.resolveSibling(".cookie.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, password.user() + ":" + password.password(), StandardCharsets.UTF_8);
        Files.move(
                fresh,
                cookie,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return password;
    }

    /** Where the JSON-RPC is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + node.port());
    }

    /** How to be let in: the cookie file. */
    public RpcCredentials credentials() {
        return new RpcCredentials.CookieFile(cookie);
    }

    /** {@code regtest/.cookie} in the data directory. */
    public Path cookieFile() {
        return cookie;
    }

    /** Where new tips are published. */
    public Optional<URI> zmq() {
        return node.zmq();
    }

    /**
     * Waits until somebody calls the method {@code stop}, at most so long; answers whether that happened. The call itself
     * ends nothing: the owner closes the node.
     */
    public boolean awaitStopCall(Duration longest) throws InterruptedException {
        return stopAsked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops serving and closes all files. */
    @Override
    public void close() throws IOException {
        try (lockFile) {
            node.close();
            Files.deleteIfExists(cookie);
        }
    }
}
