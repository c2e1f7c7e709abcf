package org.alys.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;

/** The core of go-ethereum in a process beside ({@link GoEthereumServer}). */
final class GoEthereumPeer implements AutoCloseable {
    private static final long SECONDS_TO_END = 5;

    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    private GoEthereumPeer(Process process) {
        this.process = process;
        this.input = process.outputWriter();
        this.output = process.inputReader();
    }

    /** Starts it with its files in {@code directory}; empty where the library does not run. */
    static Optional<GoEthereumPeer> start(Path directory) throws IOException {
        if (!GoEthereum.isAvailable()) {
            return Optional.empty();
        }
        Files.createDirectories(directory);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-D" + Benchmarks.LOG_LEVEL + "=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GoEthereumServer.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return Optional.of(new GoEthereumPeer(process));
    }

    /** Nanoseconds for {@code calls} calls of a precompiled contract. */
    long call(int contract, byte[] data, int calls) {
        return Long.parseLong(ask("call " + contract + " " + calls + " " + Hex.encode(data) + "\n"));
    }

    /** Takes over the accounts of a genesis file. */
    Bytes32 genesis(Path file) {
        return Bytes32.fromHex(ask("genesis " + file + "\n"));
    }

    /**
     * What a block took.
     *
     * @param nanos of executing it and writing its state, less what crossing into the library took
     */
    record Executed(Bytes32 stateRoot, long nanos) {}

    /** Executes a block after those before it. */
    Executed execute(long chainId, Block block) {
        BlockHeader header = block.header();
        StringBuilder text = new StringBuilder("block ")
                .append(chainId)
                .append(' ')
                .append(header.number())
                .append(' ')
                .append(header.timestamp())
                .append(' ')
                .append(header.baseFeePerGas().toBigInteger())
                .append(' ')
                .append(header.gasLimit())
                .append(' ')
                .append(header.feeRecipient().toHex0x())
                .append(' ')
                .append(block.transactions().size())
                .append('\n');
        for (SignedTransaction signed : block.transactions()) {
            append(text, signed, header.baseFeePerGas().toBigInteger());
        }
        String[] words = ask(text.toString()).split(" ", 3);
        return new Executed(Bytes32.fromHex(words[0]), Long.parseLong(words[1]) - Long.parseLong(words[2]));
    }

    private static void append(StringBuilder text, SignedTransaction signed, BigInteger baseFee) {
        Transaction transaction = signed.transaction();
        BigInteger price = transaction
                .maxPriorityFeePerGas()
                .toBigInteger()
                .add(baseFee)
                .min(transaction.maxFeePerGas().toBigInteger());
        text.append(signed.sender().toHex0x())
                .append(' ')
                .append(transaction.to().orElseThrow().toHex0x())
                .append(' ')
                .append(transaction.gasLimit())
                .append(' ')
                .append(price)
                .append(' ')
                .append(transaction.value().toBigInteger())
                .append(' ')
                .append(transaction.data().toHex())
                .append('\n');
    }

    private String ask(String question) {
        try {
            input.write(question);
            input.flush();
            return Optional.ofNullable(output.readLine())
                    .orElseThrow(() -> new IOException("go-ethereum ended before it answered"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
