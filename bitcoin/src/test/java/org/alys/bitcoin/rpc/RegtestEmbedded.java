package org.alys.bitcoin.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;

/** The embedded node in this JVM, on free ports. */
final class RegtestEmbedded implements RegtestPeer {
    private final Path directory;
    private final BitcoinRpc rpc;
    private final URI uri;
    private final URI zmq;
    private EmbeddedBitcoin node;

    private RegtestEmbedded(Path directory) throws IOException {
        this.directory = directory;
        node = EmbeddedBitcoin.start(EmbeddedBitcoin.Settings.in(directory));
        uri = node.url();
        zmq = node.zmq().orElseThrow();
        rpc = new BitcoinRpc(RpcEndpoint.of(uri, node.credentials()));
    }

    static RegtestEmbedded startEmpty() throws IOException {
        return new RegtestEmbedded(Files.createTempDirectory("alys-regtest"));
    }

    @Override
    public BitcoinRpc rpc() {
        return rpc;
    }

    @Override
    public URI rpcUri() {
        return uri;
    }

    @Override
    public URI zmqUri() {
        return zmq;
    }

    /** As near to a kill as is possible inside one JVM; a test of its own kills the process. */
    @Override
    public void kill() {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void restart() throws IOException {
        node = EmbeddedBitcoin.start(EmbeddedBitcoin.Settings.in(directory)
                .withRpcPort(uri.getPort())
                .withZmqPort(zmq.getPort()));
    }

    @Override
    public void close() throws IOException {
        rpc.close();
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
