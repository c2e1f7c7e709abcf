package org.alys.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
    @TempDir
    Path directory = Path.of("");

    private ConfigFiles files = new ConfigFiles(Path.of(System.getProperty("java.io.tmpdir")));

    @BeforeEach
    void open() {
        files = new ConfigFiles(directory);
    }

    /** Each line goes after a good development configuration of three lines. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            htpp.port = 1                              | CFG002 alys.conf:4: htpp.port: is no key; did you mean http.port?
            nonsense = 1                               | CFG002 alys.conf:4: nonsense: is no key
            http = 5                                   | CFG002 alys.conf:4: http: is no key
            http.port = "x"                            | CFG004 alys.conf:4: http.port: must be a whole number, is x
            http.port = 1.5                            | CFG004 alys.conf:4: http.port: must be a whole number, is 1.5
            http.port = [1]                            | CFG004 alys.conf:4: http.port: must be a single value, is a list
            http.maxBodyBytes = 10                     | CFG004 alys.conf:4: http.maxBodyBytes: must be from 65536 to 67108864, is 10
            http.requestTimeout = soon                 | CFG004 alys.conf:4: http.requestTimeout: must be a time with its unit, such as 500 ms or 2 s
            http.requestTimeout = 1 ms                 | CFG004 alys.conf:4: http.requestTimeout: must be from 100 ms to 300000 ms, is 1 ms
            http.user = a                              | CFG003 alys.conf: http.password: is missing: http.user needs it
            http.password = a                          | CFG003 alys.conf: http.user: is missing: http.password needs it
            bitcoin.cookieFile = c                     | CFG005 alys.conf:4: bitcoin.cookieFile: cannot be used together with bitcoin.user: choose one of them
            bitcoin.url = "http://u:secret@h:1"        | CFG004 alys.conf:4: bitcoin.url: must not hold user and password: they have keys of their own
            bitcoin.url = "ftp://u:secret@h"           | CFG004 alys.conf:4: bitcoin.url: must be http://host:port, is ftp://...@h
            bitcoin.zmq = "http://h"                   | CFG004 alys.conf:4: bitcoin.zmq: must be tcp://host:port, is http://h
            execution.engineUrl = "::"                 | CFG004 alys.conf:4: execution.engineUrl: must be http://host:port, is ::
            execution.jwtSecretFile = none             | CFG007 alys.conf:4: execution.jwtSecretFile: ENG020: The JWT secret file
            mining.payoutAddress = "0x12"              | CFG004 alys.conf:4: mining.payoutAddress: an EVM address has 20 bytes, got 1
            logging.level = loud                       | CFG004 alys.conf:4: logging.level: must be one of [error, warn, info, debug, trace], is loud
            member.blsSecretFile = none                | CFG007 alys.conf:4: member.blsSecretFile: cannot use none: there is no such file
            member.blsSecretFile = jwt.hex             | CFG003 alys.conf: member.bitcoinSecretFile: is missing: a member needs both key files
            network.peers = []                         | CFG003 alys.conf: network.keyFile: is missing: network.peers needs it
            network.keyFile = none                     | CFG007 alys.conf:4: network.keyFile: cannot use none: there is no such file
            network.discovery.discv5.port = 1          | CFG003 alys.conf: network.keyFile: is missing: network.discovery.discv5.port needs it
            network { keyFile = jwt.hex, discovery.discv5.bootnodes = ["enr:-x"] } | CFG003 alys.conf: network.discovery.discv5.port: is missing
            network { keyFile = jwt.hex, discovery.discv5 { port = 1, bootnodes = ["enr:-x"] } } | CFG004 alys.conf:4: network.discovery.discv5.bootnodes: not a node record: enr:-x
            network { keyFile = jwt.hex, listen = [], discovery.discv5.port = 1 } | CFG005 alys.conf:4: network.discovery.discv5.port: needs an address
            network { keyFile = jwt.hex, discovery.mdns = perhaps } | CFG004 alys.conf:4: network.discovery.mdns: must be true or false, is perhaps
            network { keyFile = jwt.hex, discovery.wantedPeers = 0 } | CFG004 alys.conf:4: network.discovery.wantedPeers: must be from 1 to 200, is 0
            chainSpecFile = none                       | CFG007 alys.conf:4: chainSpecFile: cannot be read: there is no such file
            chain.slotDuration = 1500 ms               | CFG004 alys.conf:4: chain.slotDuration: must be whole seconds, is 1500 ms
            chain.slotDuration = 11 s                  | CFG008 alys.conf:4: chain.slotDuration: must be from 1 to 10, is 11
            chain.auxPowChainId = 8193                 | CFG008 alys.conf:4: chain.auxPowChainId: must not be from 0x2000 to 0x3fff
            chain.auxPow.powLimit = "xyz"              | CFG004 alys.conf:4: chain.auxPow.powLimit: must be 8 hex digits in quotes
            chain.fork = london                        | CFG004 alys.conf:4: chain.fork: must be one of [shanghai, cancun, prague, osaka], is london
            execution { client = embedded, history = 10 } | CFG004 alys.conf:4: execution.history: must be from 1000 to 2147483647, is 10
            execution { client = embedded, history = some } | CFG004 alys.conf:4: execution.history: must be a whole number, is some
            execution { client = embedded, archive = true, history = 5000 } | CFG005 alys.conf:4: execution.history: must be all with execution.archive
            chain.bitcoinNetwork = testnet3            | CFG004 alys.conf:4: chain.bitcoinNetwork: must be one of
            chain.federation = 5                       | CFG004 alys.conf:4: chain.federation: must be a list of objects
            chain.federation = [{ a = 1 }]             | CFG002 alys.conf:4: chain.federation[0].a: means nothing; a member has
            chain.federation = [{ blsPublicKey = 1 }]  | CFG004 alys.conf:4: chain.federation[0].blsPublicKey: must be text in quotes
            chain.pegIn.minimumSats = -1               | CFG004 alys.conf:4: chain.pegIn.minimumSats: must be from 0 to
            """)
    void namesPlaceKeyAndRule(String line, String problem) {
        assertThat(files.problems(ConfigFiles.DEVELOPMENT + line))
                .anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @Test
    void saysThatTheFileIsMissing() {
        assertThat(files.problems(new ConfigLoader(directory.resolve("none.conf"), Map.of()).load()))
                .containsExactly("CFG001 none.conf: cannot be read: there is no such file");
    }

    @Test
    void saysWhereTheFileIsNotHocon() {
        assertThat(files.problems("preset = development\nhttp { port = 1\n"))
                .singleElement()
                .asString()
                .startsWith("CFG001 alys.conf:");
    }

    @Test
    void asksForThePreset() {
        assertThat(files.problems(""))
                .contains("CFG003 alys.conf: preset: is missing: development, testnet or production");
        assertThat(files.problems("preset = prod"))
                .contains("CFG004 alys.conf:1: preset: must be one of [development, testnet, production], is prod");
    }

    @Test
    void refusesTheKeyOfNobody() {
        files.secret("bls", ConfigFiles.fresh(9));
        files.secret("btc", ConfigFiles.number(1));
        assertThat(files.problems(ConfigFiles.DEVELOPMENT + "member { blsSecretFile = bls, bitcoinSecretFile = btc }"))
                .singleElement()
                .asString()
                .startsWith("CFG005 alys.conf:4: member.blsSecretFile: holds the key of nobody in chain.federation")
                .doesNotContain(ConfigFiles.fresh(9).toHex());
    }

    @Test
    void refusesKeysOfTwoMembers() {
        files.secret("bls", ConfigFiles.number(1));
        files.secret("btc", ConfigFiles.number(2));
        assertThat(files.problems(ConfigFiles.DEVELOPMENT + "member { blsSecretFile = bls, bitcoinSecretFile = btc }"))
                .singleElement()
                .asString()
                .startsWith("CFG005 alys.conf:4: member.bitcoinSecretFile: must hold the key of chain.federation[0]");
    }

    @Test
    void refusesASecretThatIsNone() throws IOException {
        files.secret("btc", Bytes32.ZERO);
        files.file("bls", "abc");
        assertThat(files.problems(ConfigFiles.DEVELOPMENT + "member { blsSecretFile = bls, bitcoinSecretFile = btc }"))
                .anyMatch(line -> line.contains("does not hold exactly 64 hex digits"))
                .anyMatch(line -> line.contains("not a secret key of secp256k1: zero or too large"));
        assertThat(Files.readString(directory.resolve("bls"))).isEqualTo("abc");
    }

    @Test
    void anUnusableChainSpecFileIsOneProblem() {
        files.file("spec.json", "{ federation = 1 }");
        assertThat(files.problems(ConfigFiles.DEVELOPMENT + "chainSpecFile = spec.json"))
                .singleElement()
                .asString()
                .startsWith("CFG007 alys.conf:4: chainSpecFile: is not HOCON:");
    }

    @Test
    void refusesTwoSourcesOfTheChain() {
        files.file("spec.json", "{}");
        assertThat(files.problems(ConfigFiles.DEVELOPMENT + "chain.threshold = 2\nchainSpecFile = spec.json"))
                .anyMatch(line -> line.startsWith("CFG005 alys.conf:5: chainSpecFile: cannot be used together"));
    }

    @Test
    void aGoodProductionConfigurationHasNoProblems() {
        assertThat(files.problems(files.production())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http.bind = "0.0.0.0"                  | http.bind: listens on 0.0.0.0 for everybody
            http { user = a, password = changeme } | http.password: is too easy to guess
            bitcoin.password = abc                 | bitcoin.password: is too easy to guess
            bitcoin.password = aaaaaaaaaaaa        | bitcoin.password: is too easy to guess
            chain.bitcoinNetwork = regtest         | chain.bitcoinNetwork: must not be regtest
            """)
    void productionRefusesWeakSettings(String line, String problem) {
        assertThat(files.problems(files.production() + line))
                .singleElement()
                .asString()
                .startsWith("CFG006 alys.conf:")
                .contains(problem);
    }

    @Test
    void productionRefusesWellKnownKeys() {
        String text = files.production()
                + ConfigFiles.federation(
                        ConfigFiles.number(15), ConfigFiles.fresh(3), ConfigFiles.fresh(4), ConfigFiles.fresh(5));
        assertThat(files.problems(text))
                .hasSize(2)
                .allMatch(line -> line.startsWith("CFG006") && line.contains("chain.federation[0]."));
    }

    @Test
    void productionRefusesAPublishedJwtSecret() {
        files.secret("jwt.hex", Bytes32.fromHex("2a".repeat(32)));
        assertThat(files.problems(files.production()))
                .singleElement()
                .asString()
                .contains("execution.jwtSecretFile");
    }

    @Test
    void productionMayListenToAllWithCredentials() {
        assertThat(files.problems(
                        files.production() + "http { bind = \"0.0.0.0\", user = pool, password = \"8Fkq-2mPz-77\" }"))
                .isEmpty();
    }

    @Test
    void otherPresetsOnlyWarnOfAnOpenPort() {
        assertThat(files.warnings(ConfigFiles.DEVELOPMENT + "http.bind = \"0.0.0.0\"", Map.of()))
                .anyMatch(line -> line.startsWith("CFG104 alys.conf:4: http.bind"));
    }
}
