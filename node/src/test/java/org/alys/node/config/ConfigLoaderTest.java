package org.alys.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Presets;
import org.alys.primitives.EvmAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String DEVELOPMENT = ConfigFiles.DEVELOPMENT;

    @TempDir
    Path directory = Path.of("");

    private ConfigFiles files = new ConfigFiles(Path.of(System.getProperty("java.io.tmpdir")));

    @BeforeEach
    void open() {
        files = new ConfigFiles(directory);
    }

    @Test
    void developmentPresetIsThatOfTheChain() {
        NodeConfig config = files.loaded(DEVELOPMENT, Map.of());
        assertThat(config.chain()).isEqualTo(Presets.development(config.chain().genesisTimeSeconds()));
    }

    @Test
    void testnetPresetIsThatOfTheChain() {
        String text = DEVELOPMENT.replace("development", "testnet")
                + "chain { bitcoinStartHeight = 50000, genesisTime = 1767225600 }\n"
                + ConfigFiles.federation(
                        ConfigFiles.fresh(1),
                        ConfigFiles.fresh(2),
                        ConfigFiles.fresh(3),
                        ConfigFiles.fresh(4),
                        ConfigFiles.fresh(5));
        ChainSpec chain = files.loaded(text, Map.of()).chain();
        assertThat(chain).isEqualTo(Presets.testnet(chain.federation(), 50_000, 1_767_225_600));
    }

    @Test
    void productionPresetIsThatOfTheChain() {
        ChainSpec chain = files.loaded(files.production(), Map.of()).chain();
        assertThat(chain).isEqualTo(Presets.production(chain.federation(), 4242, 77, 900_000, 1_767_225_600));
    }

    @Test
    void presetFillsInWhatTheFileDoesNotSay() {
        NodeConfig config = files.loaded(DEVELOPMENT + "http.port = 4000", Map.of());
        assertThat(config.http().port()).isEqualTo(4000);
        assertThat(config.http().bind()).isEqualTo("127.0.0.1");
        assertThat(config.bitcoin().pollInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.member()).isEmpty();
        assertThat(config.dataDir()).isEqualTo(directory.resolve("data"));
    }

    @Test
    void environmentOverridesTheFile() {
        NodeConfig config = files.loaded(
                DEVELOPMENT + "http.port = 4000",
                Map.of(
                        "ALYS_HTTP_PORT", "5000",
                        "ALYS_BITCOIN_POLL_INTERVAL", "3 s",
                        "ALYS_MINING_PAYOUT_ADDRESS", "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
                        "ALYS_CHAIN_AUX_POW_TARGET_BLOCKS", "7",
                        "ALYS_LOG_LEVEL", "DEBUG",
                        "HTTP_PORT", "1"));
        assertThat(config.http().port()).isEqualTo(5000);
        assertThat(config.bitcoin().pollInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.payoutAddress()).hasValue(EvmAddress.fromHex("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"));
        assertThat(config.chain().auxPow().targetBlocks()).isEqualTo(7);
        assertThat(config.logLevel()).isEqualTo("debug");
    }

    @Test
    void blamesTheVariableForItsValue() {
        ConfigResult<NodeConfig> result = files.load(DEVELOPMENT, Map.of("ALYS_HTTP_PORT", "many"));
        assertThat(files.problems(result))
                .containsExactly(
                        "CFG004 environment variable ALYS_HTTP_PORT: http.port: must be a whole number, is many");
    }

    @Test
    void environmentCanNameThePreset() {
        assertThat(files.loaded(DEVELOPMENT.replace("preset = development", ""), Map.of("ALYS_PRESET", "development"))
                        .preset())
                .isEqualTo(Preset.DEVELOPMENT);
    }

    @Test
    void warnsOfVariablesThatMeanNothing() {
        assertThat(files.warnings(DEVELOPMENT, Map.of("ALYS_HTTP_PROT", "1", "ALYS_HOME", "x")))
                .anyMatch(line -> line.startsWith("CFG103 environment variable ALYS_HTTP_PROT"))
                .noneMatch(line -> line.contains("ALYS_HOME"));
    }

    @Test
    void readsAMembersKeysAndFindsItsPlace() {
        files.secret("bls", ConfigFiles.number(2));
        files.secret("btc", ConfigFiles.number(2));
        NodeConfig config =
                files.loaded(DEVELOPMENT + "member { blsSecretFile = bls, bitcoinSecretFile = btc }", Map.of());
        assertThat(config.member().orElseThrow().index()).isEqualTo(1);
        assertThat(config.toString()).doesNotContain(ConfigFiles.number(2).toHex());
    }

    @Test
    void neverPrintsPasswords() {
        String text =
                DEVELOPMENT.replace("password = p", "password = hushhush") + "http { user = a, password = whisper }";
        assertThat(files.loaded(text, Map.of()).toString()).doesNotContain("hushhush", "whisper");
    }

    @Test
    void warnsOfSecretsThatOthersCanRead() throws Exception {
        files.secret("bls", ConfigFiles.number(1));
        Path open = files.secret("btc", ConfigFiles.number(1));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(files.warnings(DEVELOPMENT + "member { blsSecretFile = bls, bitcoinSecretFile = btc }", Map.of()))
                .filteredOn(line -> line.startsWith("CFG101"))
                .singleElement()
                .asString()
                .contains("member.bitcoinSecretFile", "chmod 600");
    }

    @Test
    void chainSpecFileIsTheWholeChain() {
        files.file("spec.conf", specJson());
        NodeConfig config = files.loaded(DEVELOPMENT + "chainSpecFile = spec.conf", Map.of());
        assertThat(config.chain().chainId()).isEqualTo(99);
        assertThat(config.chain().bitcoinNetwork()).isEqualTo(BitcoinNetwork.SIGNET);
    }

    @Test
    void chainSpecFileTakesNothingFromThePreset() {
        files.file("spec.conf", specJson().replace("\"chainId\": 99,", ""));
        assertThat(files.problems(DEVELOPMENT + "chainSpecFile = spec.conf"))
                .containsExactly("CFG003 spec.conf: chain.chainId: is missing: the EVM chain id");
    }

    @Test
    void readsTheChainAloneWithoutSecretsOrServices() {
        Path file = files.file("alys.conf", "preset = development");
        assertThat(new ConfigLoader(file, Map.of()).loadChain())
                .isInstanceOf(ConfigResult.Loaded.class)
                .extracting("config")
                .isEqualTo(Presets.development(1_767_225_600));
    }

    @Test
    void warnsOfAFederationThatOnlyToleratesCrashes() {
        assertThat(files.warnings(DEVELOPMENT, Map.of()))
                .anyMatch(line -> line.startsWith("CFG102 ") && line.contains("chain.threshold"));
    }

    @Test
    void everyKeyHasAVariableOfItsOwn() {
        assertThat(ConfigKeys.variable("bitcoin.cookieFile")).isEqualTo("ALYS_BITCOIN_COOKIE_FILE");
        assertThat(ConfigKeys.keyOf("ALYS_EXECUTION_TIMEOUTS_NEW_PAYLOAD")).hasValue("execution.timeouts.newPayload");
        assertThat(ConfigKeys.keyOf("ALYS_CHAIN_FEDERATION")).isEmpty();
    }

    private static String specJson() {
        return """
                { "slotDuration": "2 s", "threshold": 1, "chainId": 99, "auxPowChainId": 5,
                  "maxBlocksWithoutAuxPow": 10, "auxPow": { "targetBlocks": 5, "powLimit": "0x207fffff",
                  "maxAdjustmentPercent": 20 }, "pegIn": { "confirmations": 1, "minimumSats": 1000 },
                  "pegOut": { "confirmations": 1, "minimumSats": 1000 }, "bitcoinNetwork": "signet",
                  "bitcoinStartHeight": 0, "fork": "cancun", "genesisTime": 1767225600,
                """ + ConfigFiles.federation(ConfigFiles.fresh(3)).replace("chain.federation", "federation") + "}";
    }

    @Test
    void listsAllProblemsAtOnce() {
        List<String> problems = files.problems("""
                preset = development
                http { bind = "127.0.0.1", port = 70000, prot = 1 }
                bitcoin { url = "localhost", user = u }
                execution.client = engine-api
                chain.threshold = 1
                """);
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "CFG002 alys.conf:2: http.prot: is no key; did you mean http.port?",
                        "CFG008 alys.conf:5: chain.threshold: must be more than half of the 3 members and at most all, is 1",
                        "CFG004 alys.conf:2: http.port: must be from 0 to 65535, is 70000",
                        "CFG003 alys.conf: execution.jwtSecretFile: is missing: the file with the secret shared with the"
                                + " execution client",
                        "CFG004 alys.conf:3: bitcoin.url: must be http://host:port, is localhost",
                        "CFG003 alys.conf: bitcoin.password: is missing: bitcoin.user needs it");
    }
}
