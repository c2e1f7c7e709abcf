package org.alys.node.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.primitives.Bytes32;

/** Configurations on disk, with the files they name. */
final class ConfigFiles {
    /** Enough on top of the development preset. */
    static final String DEVELOPMENT = """
            preset = development
            execution { client = engine-api, jwtSecretFile = jwt.hex }
            bitcoin { user = u, password = p }
            """;

    private final Path directory;

    ConfigFiles(Path directory) {
        this.directory = directory;
        secret("jwt.hex", fresh(1));
    }

    static Bytes32 number(int value) {
        byte[] bytes = new byte[Bytes32.SIZE];
        bytes[Bytes32.SIZE - 1] = (byte) value;
        return Bytes32.of(bytes);
    }

    /** Some secret that is nobody's. */
    static Bytes32 fresh(int seed) {
        byte[] bytes = new byte[Bytes32.SIZE];
        new Random(seed).nextBytes(bytes);
        bytes[0] = 1;
        return Bytes32.of(bytes);
    }

    Path secret(String name, Bytes32 secret) {
        try {
            Files.deleteIfExists(directory.resolve(name));
            SecretFile.write(directory.resolve(name), secret);
            return directory.resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigResult<NodeConfig> load(String text) {
        return load(text, Map.of());
    }

    ConfigResult<NodeConfig> load(String text, Map<String, String> environment) {
        return new ConfigLoader(file("alys.conf", text), environment).load();
    }

    NodeConfig loaded(String text, Map<String, String> environment) {
        return switch (load(text, environment)) {
            case ConfigResult.Loaded<NodeConfig>(NodeConfig config, List<ConfigProblem> _) -> config;
            case ConfigResult.Refused<NodeConfig>(List<ConfigProblem> problems) ->
                throw new AssertionError(problems.toString());
        };
    }

    /** What is wrong with {@code text}, one line each, with the directory cut off. */
    List<String> problems(String text) {
        return problems(load(text));
    }

    List<String> problems(ConfigResult<?> result) {
        return switch (result) {
            case ConfigResult.Loaded<?> _ -> List.of();
            case ConfigResult.Refused<?>(List<ConfigProblem> problems) -> lines(problems);
        };
    }

    List<String> warnings(String text, Map<String, String> environment) {
        return switch (load(text, environment)) {
            case ConfigResult.Loaded<NodeConfig>(NodeConfig _, List<ConfigProblem> warnings) -> lines(warnings);
            case ConfigResult.Refused<NodeConfig>(List<ConfigProblem> problems) ->
                throw new AssertionError(problems.toString());
        };
    }

    private List<String> lines(List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> problem.toString().replace(directory + "/", ""))
                .toList();
    }

    /** A federation of members with the given secrets. */
    static String federation(Bytes32... secrets) {
        return IntStream.range(0, secrets.length)
                .mapToObj(i -> member(secrets[i]))
                .collect(Collectors.joining("\n", "chain.federation = [\n", "\n]\n"));
    }

    private static String member(Bytes32 secret) {
        BlsSecretKey bls = BlsSecretKey.of(secret);
        Secp256k1Secret bitcoin = Secp256k1Secret.of(secret);
        return "{ blsPublicKey = \"" + bls.publicKey().bytes() + "\", bitcoinPublicKey = \""
                + bitcoin.publicKey().toHex() + "\", feeAddress = \"" + bitcoin.evmAddress()
                + "\", proofOfPossession = \"" + Bls.provePossession(bls).bytes() + "\" }";
    }

    /** A production configuration with nothing to complain about. */
    String production() {
        Bytes32[] secrets = IntStream.range(10, 15).mapToObj(ConfigFiles::fresh).toArray(Bytes32[]::new);
        return """
                preset = production
                execution { client = engine-api, jwtSecretFile = jwt.hex }
                bitcoin { user = alys, password = "k3Jd-9sLw-0Xq2" }
                chain { chainId = 4242, auxPowChainId = 77, bitcoinStartHeight = 900000, genesisTime = 1767225600 }
                """ + federation(secrets);
    }

    static SecureRandom random() {
        return new SecureRandom();
    }
}
