package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.spec.Presets;
import org.alys.primitives.Bytes32;
import org.alys.storage.slashing.Permit;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SigningHistory;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlashingCommandTest {
    private static final Bytes32 GENESIS = Bytes32.fromHex("17".repeat(32));
    private static final Bytes32 ROOT = Bytes32.fromHex("aa".repeat(32));
    private static final Bytes32 OTHER = Bytes32.fromHex("bb".repeat(32));

    @TempDir
    Path directory = Path.of("");

    /** A node of the development network that signs as its first member. */
    private Path site(String name) throws IOException {
        Path site = Files.createDirectories(directory.resolve(name));
        Files.writeString(site.resolve("jwt.hex"), "5a".repeat(32));
        Path secret = Files.writeString(site.resolve("member.hex"), "00".repeat(31) + "01");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(site.resolve("alys.conf"), """
                preset = development
                dataDir = data
                execution { client = engine-api, jwtSecretFile = jwt.hex }
                bitcoin { user = u, password = p }
                member { blsSecretFile = member.hex, bitcoinSecretFile = member.hex }
                """);
        return site;
    }

    private static SigningIdentity identity(int member) {
        BlsSecretKey key = Presets.developmentSecret(member);
        return new SigningIdentity(GENESIS, key.publicKey().bytes());
    }

    private static SlashingProtection open(Path site) {
        return SlashingProtection.open(site.resolve("data/signing"), identity(0));
    }

    private static void sign(Path site, SignRecord... records) {
        try (SlashingProtection protection = open(site)) {
            for (SignRecord record : records) {
                assertThat(protection.permit(record)).isInstanceOf(Permit.Granted.class);
            }
        }
    }

    private static Run slashing(String command, Path site, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "slashing";
        arguments[1] = command;
        arguments[2] = "--config";
        arguments[3] = site.resolve("alys.conf").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Run.of(arguments);
    }

    private Path file() {
        return directory.resolve("history.json");
    }

    @Test
    void movesAHistoryToANewMachineWhichThenRefusesWhatContradictsIt() throws IOException {
        Path old = site("old");
        sign(old, SignRecord.notarize(42, ROOT), SignRecord.skip(43, 45));
        Run export = slashing("export", old, "--out", file().toString());
        assertThat(export.err()).doesNotContain("alys:");
        assertThat(export.status()).isZero();
        assertThat(export.out()).contains("2 records");

        Path fresh = site("new");
        Run imported = slashing("import", fresh, file().toString());
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("2 records added, 0 known before");
        try (SlashingProtection protection = open(fresh)) {
            assertThat(protection.permit(SignRecord.notarize(42, ROOT))).isInstanceOf(Permit.AlreadySigned.class);
            assertThat(protection.permit(SignRecord.notarize(42, OTHER))).isInstanceOf(Permit.Refused.class);
            assertThat(protection.permit(SignRecord.finalize(44, OTHER))).isInstanceOf(Permit.Refused.class);
            assertThat(protection.permit(SignRecord.notarize(46, OTHER))).isInstanceOf(Permit.Granted.class);
        }
        assertThat(slashing("import", fresh, file().toString()).out()).contains("0 records added, 2 known before");
    }

    @Test
    void printsTheDocumentWhenNoFileIsNamed() throws IOException {
        Path site = site("old");
        sign(site, SignRecord.notarize(42, ROOT));
        Run run = slashing("export", site);
        assertThat(run.status()).as(run.err()).isZero();
        SigningHistory history = SigningHistory.fromJson(run.out());
        assertThat(history.identity()).isEqualTo(identity(0));
        assertThat(history.records()).containsExactly(SignRecord.notarize(42, ROOT));
    }

    @Test
    void tellsOfSignaturesThatContradictEachOtherAndClosesTheirSlots() throws IOException {
        Path one = site("one");
        Path two = site("two");
        sign(one, SignRecord.notarize(42, ROOT));
        sign(two, SignRecord.notarize(42, OTHER));
        slashing("export", one, "--out", file().toString());
        Run run = slashing("import", two, file().toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("CHN007 ").doesNotContain("Exception");
        assertThat(run.out()).contains("nothing is signed up to slot 42");
        try (SlashingProtection protection = open(two)) {
            assertThat(protection.permit(SignRecord.finalize(42, OTHER))).isInstanceOf(Permit.Refused.class);
        }
    }

    @Test
    void refusesWhileTheNodeRuns() throws IOException {
        Path site = site("old");
        sign(site, SignRecord.notarize(42, ROOT));
        try (SlashingProtection running = open(site)) {
            Run run = slashing("export", site);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("alys: STO002 ");
            assertThat(running.watermarkSlot()).isEqualTo(-1);
        }
    }

    @Test
    void exportsNothingWhereNothingWasSignedAndLeavesNoStoreBehind() throws IOException {
        Path site = site("old");
        Run run = slashing("export", site);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("alys: CLI020 ");
        assertThat(site.resolve("data")).doesNotExist();
    }

    @Test
    void neverWritesOverAFile() throws IOException {
        Path site = site("old");
        sign(site, SignRecord.notarize(42, ROOT));
        Files.writeString(file(), "mine");
        assertThat(slashing("export", site, "--out", file().toString()).err()).contains("alys: CLI003 ");
        assertThat(file()).hasContent("mine");
    }

    @Test
    void refusesTheHistoryOfAnotherKeyOrNetwork() throws IOException {
        Path site = site("old");
        Files.writeString(file(), new SigningHistory(identity(1), 7, java.util.List.of()).toJson());
        assertThat(slashing("import", site, file().toString()).err()).contains("alys: CLI022 ");
        assertThat(site.resolve("data")).doesNotExist();

        sign(site, SignRecord.notarize(42, ROOT));
        SigningIdentity foreign = new SigningIdentity(OTHER, identity(0).publicKey());
        Files.writeString(file(), new SigningHistory(foreign, 7, java.util.List.of()).toJson());
        Run run = slashing("import", site, file().toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("alys: STO004 ");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path site = site("old");
        assertThat(slashing("import", site, file().toString()).err()).contains("alys: CLI003 ");
        Files.writeString(file(), "{\"format\": 1}");
        assertThat(slashing("import", site, file().toString()).err()).contains("alys: STO011 ");
        assertThat(Run.of("slashing").status()).isEqualTo(2);
    }

    @Test
    void aFollowerHasNothingToMove() throws IOException {
        Path site = site("old");
        sign(site, SignRecord.notarize(42, ROOT));
        Path config = site.resolve("alys.conf");
        Files.writeString(config, Files.readString(config).replaceAll("member \\{.*\\}", ""));
        Run run = slashing("export", site);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("alys: CLI021 ");
    }
}
