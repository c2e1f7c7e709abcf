package org.alys.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.alys.bench.GoEthereumChain.EvmAddressText;
import org.alys.bench.GoEthereumChain.Header;
import org.alys.bench.GoEthereumChain.Message;
import org.alys.bench.GoEthereumChain.Outcome;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/**
 * go-ethereum as a process of its own, which {@link GoEthereumPeer} starts: libevm brings a libsecp256k1 along whose symbols take the
 * place of those of our library, which crashes then. One line in, one line out.
 */
final class GoEthereumServer {
    private GoEthereumServer() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (GoEthereum contracts = GoEthereum.open(directory.resolve("contracts"));
                GoEthereumChain chain = new GoEthereumChain(directory.resolve("chain"))) {
            String line = in.readLine();
            while (line != null) {
                System.out.println(answer(line, in, contracts, chain));
                line = in.readLine();
            }
        }
    }

    private static String answer(String line, BufferedReader in, GoEthereum contracts, GoEthereumChain chain)
            throws IOException {
        Scanner words = new Scanner(line);
        String command = words.next();
        return switch (command) {
            case "call" -> {
                int contract = words.nextInt();
                int calls = words.nextInt();
                yield Long.toString(contracts.run(contract, Hex.decode(words.next()), calls));
            }
            case "genesis" -> chain.allocate(Path.of(line.substring(command.length() + 1)));
            case "block" -> {
                Header header = new Header(
                        words.nextLong(),
                        words.nextLong(),
                        words.nextLong(),
                        new BigInteger(words.next()),
                        words.nextLong(),
                        new EvmAddressText(words.next()));
                int count = words.nextInt();
                List<Message> messages = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    messages.add(message(in.readLine()));
                }
                Outcome outcome = chain.run(header, messages);
                yield outcome.root() + " " + outcome.nanos() + " " + outcome.crossing();
            }
            default -> throw new IOException("unknown command " + command);
        };
    }

    private static Message message(String line) {
        Scanner words = new Scanner(line);
        return new Message(
                new EvmAddressText(words.next()),
                new EvmAddressText(words.next()),
                words.nextLong(),
                new BigInteger(words.next()),
                new BigInteger(words.next()),
                Bytes.fromHex(words.hasNext() ? words.next() : ""));
    }
}
