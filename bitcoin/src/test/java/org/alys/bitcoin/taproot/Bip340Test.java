package org.alys.bitcoin.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of BIP 340 whose messages are 32 bytes long, the only ones that Bitcoin signs. */
class Bip340Test {
    record Vector(
            int index,
            String secret,
            String publicKey,
            String randomness,
            String message,
            String signature,
            boolean valid) {}

    static Stream<Vector> vectors() {
        return lines().skip(1)
                .map(line -> line.split(",", -1))
                .map(f -> new Vector(Integer.parseInt(f[0]), f[1], f[2], f[3], f[4], f[5], f[6].equals("TRUE")))
                .filter(vector -> vector.message().length() == 64);
    }

    private static Stream<String> lines() {
        Path directory = Optional.ofNullable(System.getenv("ALYS_VECTORS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "."), "..", "shared", "vectors"));
        Path file = directory.resolve("bitcoin").resolve("bip340.csv");
        assumeTrue(Files.isRegularFile(file), () -> "no test vectors at " + file + "; set ALYS_VECTORS");
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Vector> signed() {
        return vectors().filter(vector -> vector.randomness().equals("00".repeat(32)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void verifiesExactlyTheGoodSignatures(Vector vector) {
        Optional<XOnlyPublicKey> key = XOnlyPublicKey.of(Bytes32.fromHex(vector.publicKey()));
        SchnorrSignature signature = new SchnorrSignature(Bytes.fromHex(vector.signature()));

        boolean verified = key.map(k -> k.verifies(Bytes32.fromHex(vector.message()), signature))
                .orElse(false);

        assertThat(verified).isEqualTo(vector.valid());
    }

    @ParameterizedTest
    @MethodSource("signed")
    void signsAsTheVectorsDo(Vector vector) {
        BitcoinSecretKey key = BitcoinSecretKey.of(Bytes32.fromHex(vector.secret()));

        assertThat(key.sign(Bytes32.fromHex(vector.message())).bytes()).isEqualTo(Bytes.fromHex(vector.signature()));
    }
}
