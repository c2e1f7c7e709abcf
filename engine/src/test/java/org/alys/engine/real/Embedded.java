package org.alys.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.engine.ClientVersion;
import org.alys.engine.ExecutionClient;
import org.alys.engine.embedded.EmbeddedExecutionClient;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.evm.chain.ChainColumns;
import org.alys.evm.chain.EmbeddedExecution;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;

/** The embedded execution layer on a disk. A kill is a copy of its files as they are, which is all that a dead process leaves. */
final class Embedded implements RunningExecution {
    private final Path directory;
    private final Genesis genesis;
    private final ExecutionClient client;
    private int generation;
    private Instance running;

    private record Instance(RocksStore store, EmbeddedExecution execution, EmbeddedExecutionClient client)
            implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            execution.close();
            store.close();
        }
    }

    Embedded(Path directory, GenesisParameters parameters) {
        this.directory = directory;
        this.genesis = GenesisFile.parse(ExecutionGenesis.json(parameters));
        this.running = open();
        this.client = (ExecutionClient) Proxy.newProxyInstance(
                ExecutionClient.class.getClassLoader(),
                new Class<?>[] {ExecutionClient.class},
                (_, method, arguments) -> {
                    try {
                        return method.invoke(running.client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Instance open() {
        RocksStore store = RocksStore.open(data(), ChainColumns.all(), RocksSettings.standard());
        EmbeddedExecution execution =
                EmbeddedExecution.open(store, genesis, EmbeddedExecution.Settings.standard(), InstantSource.system());
        return new Instance(store, execution, new EmbeddedExecutionClient(execution));
    }

    private Path data() {
        return directory.resolve("embedded-" + generation);
    }

    @Override
    public ExecutionClient client() {
        return client;
    }

    @Override
    public Optional<ClientVersion> version() {
        return Optional.of(new ClientVersion("AL", "Alys", "0.1.0", "0x00000000"));
    }

    @Override
    public void killAndRestart() {
        Path before = data();
        generation++;
        copy(before, data());
        running.close();
        running = open();
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            List<Path> all = files.toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void loseDataAndRestart() {
        running.close();
        generation++;
        running = open();
    }

    @Override
    public void close() {
        running.close();
    }
}
