package org.alys.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.alys.primitives.EvmAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void readsWhatItWrote() throws IOException {
        SecretFile.write(directory.resolve("s"), ConfigFiles.fresh(1));
        assertThat(SecretFile.read(directory.resolve("s"))).isEqualTo(ConfigFiles.fresh(1));
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        Path file = directory.resolve("s");
        SecretFile.write(file, ConfigFiles.fresh(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SecretFile.isOpenToOthers(file)).isFalse();
    }

    @Test
    void neverOverwrites() throws IOException {
        SecretFile.write(directory.resolve("s"), ConfigFiles.fresh(1));
        assertThatThrownBy(() -> SecretFile.write(directory.resolve("s"), ConfigFiles.fresh(2)))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void neverQuotesWhatIsNoSecret() throws IOException {
        Files.writeString(directory.resolve("s"), "hunter2");
        assertThatThrownBy(() -> SecretFile.read(directory.resolve("s")))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void bitcoinKeysHaveTheKnownPublicKeysAndAddresses() {
        Secp256k1Secret one = Secp256k1Secret.of(ConfigFiles.number(1));
        assertThat(one.publicKey().toHex())
                .isEqualTo("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        assertThat(one.evmAddress()).isEqualTo(EvmAddress.fromHex("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"));
        assertThat(one.toString()).doesNotContain(ConfigFiles.number(1).toHex());
    }

    @Test
    void freshBitcoinKeysDiffer() {
        assertThat(Secp256k1Secret.generate(ConfigFiles.random()).publicKey())
                .isNotEqualTo(Secp256k1Secret.generate(ConfigFiles.random()).publicKey());
    }
}
