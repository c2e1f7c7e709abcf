package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Presets;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigResult;
import org.alys.node.config.GenesisFiles;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.StorageException;
import org.alys.storage.slashing.LogRegister;
import org.alys.storage.slashing.Permit;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member whose record of signatures is lost goes on when its operator says so, and signs for no slot that it may have signed. */
class SlashingAcceptCommandTest {
    private static final Bytes32 ROOT = Bytes32.fromHex("aa".repeat(32));

    @TempDir
    Path site = Path.of("");

    private ChainSpec spec = Presets.development(2);
    private SigningIdentity identity =
            new SigningIdentity(ROOT, Presets.developmentSecret(0).publicKey().bytes());

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(site.resolve("jwt.hex"), "5a".repeat(32));
        Path secret = Files.writeString(site.resolve("member.hex"), "00".repeat(31) + "01");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(config(), """
                preset = development
                dataDir = data
                execution { client = engine-api, jwtSecretFile = jwt.hex }
                bitcoin { user = u, password = p }
                member { blsSecretFile = member.hex, bitcoinSecretFile = member.hex }
                """);
        spec = switch (new ConfigLoader(config(), Map.of()).loadChain()) {
            case ConfigResult.Loaded<ChainSpec>(ChainSpec chain, var _) -> chain;
            case ConfigResult.Refused<ChainSpec>(var problems) -> throw new AssertionError(problems.toString());
        };
        identity = new SigningIdentity(GenesisFiles.block(spec).root(), identity.publicKey());
    }

    private Path config() {
        return site.resolve("alys.conf");
    }

    private Path signing() {
        return site.resolve("data/signing");
    }

    private ChainDatabase chain() {
        return ChainDatabase.open(site.resolve("data/chain"), identity.genesisRoot(), DatabaseOptions.standard());
    }

    /** As the node opens it. */
    private SlashingProtection open(ChainDatabase chain) {
        return SlashingProtection.open(signing(), identity, new LogRegister(chain));
    }

    private Permit sign(SignRecord record) {
        try (ChainDatabase chain = chain();
                SlashingProtection protection = open(chain)) {
            return protection.permit(record);
        }
    }

    private void loseRecord() throws IOException {
        try (Stream<Path> files = Files.list(signing())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private Run accept(String... more) {
        List<String> arguments = new ArrayList<>(List.of("slashing", "accept", "--config", config().toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private long presentSlot() {
        return spec.slots().slotAt(Instant.now());
    }

    @Test
    void aLostRecordIsReplacedByOneThatSignsNothingUpToNow() throws IOException {
        assertThat(sign(SignRecord.notarize(7, ROOT)).allowed()).isTrue();
        loseRecord();
        assertThatThrownBy(() -> sign(SignRecord.notarize(7, ROOT)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("STO014");

        long before = presentSlot();
        Run run = accept();
        assertThat(run.status()).as(run.err()).isZero();
        long closed = Long.parseLong(run.out().strip().replaceAll(".*nothing is signed up to slot ", ""));
        assertThat(closed).isBetween(before + 1, presentSlot() + 1);
        assertThat(sign(SignRecord.notarize(7, ROOT))).isInstanceOf(Permit.Refused.class);
        assertThat(sign(SignRecord.skip(closed, closed + 3))).isInstanceOf(Permit.Refused.class);
        assertThat(sign(SignRecord.notarize(closed + 1, ROOT))).isInstanceOf(Permit.Granted.class);
    }

    @Test
    void whoKnowsTheLastSlotMaySayIt() throws IOException {
        assertThat(sign(SignRecord.notarize(7, ROOT)).allowed()).isTrue();
        loseRecord();
        Run run = accept("--signed-up-to", "7");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(sign(SignRecord.notarize(7, ROOT))).isInstanceOf(Permit.Refused.class);
        assertThat(sign(SignRecord.notarize(8, ROOT))).isInstanceOf(Permit.Granted.class);
    }

    @Test
    void aRecordThatIsThereIsKeptAndClosed() {
        assertThat(sign(SignRecord.notarize(7, ROOT)).allowed()).isTrue();
        assertThat(accept("--signed-up-to", "3").status()).isZero();
        assertThat(sign(SignRecord.notarize(7, ROOT))).isInstanceOf(Permit.AlreadySigned.class);
        assertThat(sign(SignRecord.notarize(3, ROOT))).isInstanceOf(Permit.Refused.class);
    }

    @Test
    void aMachineWithoutChainDataGetsARecordAlone() {
        Run run = accept();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(site.resolve("data/chain")).doesNotExist();
        assertThat(sign(SignRecord.notarize(presentSlot(), ROOT))).isInstanceOf(Permit.Refused.class);
    }

    @Test
    void refusesASlotThatNobodyCanHaveSigned() {
        for (String slot : List.of("-1", Long.toString(presentSlot() + 1000))) {
            Run run = accept("--signed-up-to", slot);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("alys: CLI023 ");
        }
        assertThat(site.resolve("data")).doesNotExist();
    }

    @Test
    void refusesWhileTheNodeRuns() throws IOException {
        try (ChainDatabase chain = chain();
                SlashingProtection running = open(chain)) {
            Run run = accept();
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("alys: STO002 ");
            assertThat(running.watermarkSlot()).isEqualTo(-1);
        }
    }

    @Test
    void refusesTheDataOfAnotherNetworkAndChangesNothing() {
        ChainDatabase.open(site.resolve("data/chain"), ROOT, DatabaseOptions.standard())
                .close();
        Run run = accept();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("alys: STO004 ");
        assertThat(signing()).doesNotExist();
    }

    @Test
    void aFollowerHasNothingToAccept() throws IOException {
        Files.writeString(config(), Files.readString(config()).replaceAll("member \\{.*\\}", ""));
        Run run = accept();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("alys: CLI021 ");
        assertThat(site.resolve("data")).doesNotExist();
    }
}
