package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigProblem;
import org.alys.node.config.ConfigResult;
import org.alys.node.machines.Guide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the guide for a federation tells people to type, and what lies in {@code deploy}, is what this program understands. */
class FederationGuideTest {
    /** In a shell block: the program, however it is reached, and what it is told. */
    private static final Pattern CALL = Pattern.compile("(?m)^(?:sudo -u alys )?(?:/opt/alys/)?alys (.+)$");

    private static final Pattern INLINE = Pattern.compile("`alys ([^`]+)`");

    @TempDir
    Path directory = Path.of("");

    @Test
    void everyCommandIsUnderstood() throws IOException {
        List<String> calls = Guide.blocks("sh").stream()
                .flatMap(block -> CALL.matcher(block).results())
                .map(call -> call.group(1))
                .filter(call -> !call.equals("build"))
                .toList();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(6);
        assertThat(calls).allSatisfy(call -> assertUnderstood(call.split(" ")));
    }

    @Test
    void everyCommandInTheTextExistsWithItsOptions() throws IOException {
        List<String> calls = INLINE.matcher(Guide.text())
                .results()
                .map(call -> call.group(1))
                .distinct()
                .toList();
        assertThat(calls).contains("status");
        for (String call : calls) {
            CommandLine command = Alys.commandLine();
            for (String word : call.split(" ")) {
                command = command.getSubcommands().getOrDefault(word, command);
                if (word.startsWith("--")) {
                    assertThat(command.getCommandSpec().optionsMap()).as(call).containsKey(word);
                }
            }
            assertThat(command.getCommandName()).as(call).isNotEqualTo("alys");
        }
    }

    @Test
    void leadsFiveMembersAndAFullNodeToOneChain() throws IOException {
        List<String> configurations = Guide.blocks("hocon");
        assertThat(configurations).hasSize(3);
        StringBuilder federation = new StringBuilder(configurations.get(0));
        Map<String, String> peerIds = new TreeMap<>();
        for (String machine : Guide.MACHINES) {
            Run keys = Run.of(
                    "keys",
                    "new",
                    "--dir",
                    keys(machine),
                    "--fee-address",
                    "0x52908400098527886E0F7030069857D2E4169EE7");
            assertThat(keys.status()).as(keys.err()).isZero();
            federation.append(Guide.first(Guide.FEDERATION_BLOCK, keys.out()).group());
            peerIds.put(machine, Guide.first(Guide.PEER_ID, keys.out()).group(1));
        }
        Path gathered = Files.writeString(directory.resolve("federation.conf"), federation);
        Run genesis = Run.of("genesis", "--config", gathered.toString(), "--out", chainFile());
        assertThat(genesis.status()).as(genesis.err()).isZero();
        String root = genesis.out().split("[ ,]")[2];
        for (int i = 0; i < Guide.MACHINES.size(); i++) {
            assertThat(validated(Guide.MACHINES.get(i), configurations.get(1), peerIds))
                    .startsWith("ok\n")
                    .contains("spec root " + root, "federation 3 of 5, this node is member " + i);
        }
        assertThat(validated("full", configurations.get(2), peerIds))
                .startsWith("ok\n")
                .contains("spec root " + root, "this node follows");
    }

    @Test
    void theServiceStartsANode() throws IOException {
        String unit = read("deploy/alys.service");
        String start = Guide.first(Pattern.compile("(?m)^ExecStart=/opt/alys/alys (.+)$"), unit)
                .group(1);
        assertUnderstood(start.split(" "));
        assertThat(start).startsWith("node ").endsWith("/etc/alys/alys.conf");
        assertThat(Guide.text()).contains("/opt/alys/deploy/alys.service");
    }

    @Test
    void theImageRunsThisProgram() throws IOException {
        String recipe = read("deploy/Dockerfile");
        List<String> entry = jsonLine(recipe, "ENTRYPOINT ");
        assertThatCode(() -> Class.forName(entry.getLast())).doesNotThrowAnyException();
        assertThat(entry.getLast()).isEqualTo(Alys.class.getName());
        assertUnderstood(jsonLine(recipe, "CMD ").toArray(String[]::new));
    }

    @Test
    void theComposeFileRunsThatImage() throws IOException {
        String compose = read("deploy/compose.yaml");
        assertThat(compose).contains("dockerfile: deploy/Dockerfile");
        assertUnderstood(jsonLine(compose, "    command: ").toArray(String[]::new));
        List<String> check = jsonLine(compose, "      test: ");
        assertThat(check).contains(Alys.class.getName());
        assertUnderstood(check.subList(check.indexOf(Alys.class.getName()) + 1, check.size())
                .toArray(String[]::new));
        Map<String, String> environment = new TreeMap<>();
        Pattern.compile("(?m)^ +(ALYS_[A-Z_]+): (.+)$")
                .matcher(compose)
                .results()
                .forEach(match -> environment.put(match.group(1), match.group(2)));
        assertThat(environment).isNotEmpty();
        Path plain = Files.writeString(
                directory.resolve("plain.conf"), "preset = development\nbitcoin { user = u, password = p }\n");
        assertThat(new ConfigLoader(plain, environment).load())
                .isInstanceOfSatisfying(
                        ConfigResult.Loaded.class,
                        loaded -> assertThat(loaded.warnings().toString())
                                .doesNotContain(ConfigProblem.Code.CFG103.name()));
    }

    private String validated(String machine, String configuration, Map<String, String> peerIds) throws IOException {
        String text = configuration
                .replace("/etc/alys/keys/member", keys(machine))
                .replace("/etc/alys/keys/node.secret", keys("alpha") + "/node.secret")
                .replace("/etc/alys/chain.json", chainFile())
                .replace(
                        "/var/lib/alys/data",
                        directory.resolve("data-" + machine).toString());
        for (Map.Entry<String, String> peer : peerIds.entrySet()) {
            text = text.replace("PEER-ID-OF-" + peer.getKey().toUpperCase(Locale.ROOT), peer.getValue());
        }
        assertThat(text).doesNotContain("PEER-ID", "/etc/alys");
        Path file = Files.writeString(directory.resolve(machine + ".conf"), text);
        Run run = Run.of("validate-config", file.toString());
        assertThat(run.status()).as(machine + ": " + run.err()).isZero();
        return run.out();
    }

    private String keys(String machine) {
        return directory.resolve("keys-" + machine).toString();
    }

    private String chainFile() {
        return directory.resolve("chain.json").toString();
    }

    private static void assertUnderstood(String... words) {
        assertThatCode(() -> Alys.commandLine().parseArgs(words))
                .as(Arrays.toString(words))
                .doesNotThrowAnyException();
    }

    private static List<String> jsonLine(String text, String start) throws IOException {
        String json = Guide.first(Pattern.compile("(?m)^" + start + "(\\[.+])$"), text)
                .group(1);
        return Arrays.asList(new ObjectMapper().readValue(json, String[].class));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Guide.ROOT.resolve(file));
    }
}
