package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.cli.Alys;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.SecretFile;
import org.alys.node.wiring.PreparedChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A federation with a past, and a full node that joins it with nothing but its configuration; each a process, over sockets. */
@Timeout(1800)
class LateFullNodeTest {
    private static final int MEMBERS = 3;
    private static final int FULL_NODE = MEMBERS;
    private static final int PAST = Boolean.getBoolean("alys.test.all") ? 5000 : 504;
    /** Slots between the end of the past and the start of the federation: what making it takes, and more. */
    private static final int SPARE_SLOTS = 600;

    private static final Duration CLOSE_LOOK = Duration.ofMillis(50);
    private static final Pattern SYNC_ROW =
            Pattern.compile("(?m)^sync +downloading, (\\d+) of (\\d+) blocks \\((\\S+) %\\), \\S+ blocks/s, .+ left$");

    @TempDir
    private Path directory;

    @Test
    void aFullNodeThatJoinsLateSyncsTheWholePastAndTellsHowFarItIs() throws IOException, InterruptedException {
        preparePast();
        try (RunningTestnet network = RunningTestnet.start(directory, MEMBERS, 1)) {
            network.kill(FULL_NODE);
            delete(data(FULL_NODE));
            for (int member = 0; member < MEMBERS; member++) {
                network.awaitHeight(member, PAST + 2);
            }

            network.restart(FULL_NODE);
            requireProgressIsShown(network);
            network.awaitHeight(FULL_NODE, network.height(0).orElseThrow());
            network.await(() -> isReady(network), "the full node is synced");

            for (long height :
                    LongStream.of(1, PAST / 2, PAST - 1, PAST, PAST + 1).toArray()) {
                JsonNode block = network.block(FULL_NODE, height);
                assertThat(block.path("signers").size())
                        .isGreaterThanOrEqualTo(network.testnet().spec().threshold());
                assertThat(withoutSigners(block)).isEqualTo(withoutSigners(network.block(0, height)));
            }
        }
    }

    /** Two nodes may have different certificates of one block, each with signers enough. */
    private static JsonNode withoutSigners(JsonNode block) {
        ObjectNode content = block.deepCopy();
        content.remove("signers");
        return content;
    }

    private static boolean isReady(RunningTestnet network) {
        try {
            return network.info(FULL_NODE)
                    .path("sync")
                    .path("readiness")
                    .asText()
                    .equals("synced");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code alys status} tells a height, with a target, a share, a speed and a time, before all is there. */
    private static void requireProgressIsShown(RunningTestnet network) throws InterruptedException {
        String url = network.testnet().nodes().get(FULL_NODE).url().toString();
        List<String> seen = new ArrayList<>();
        OptionalLong height = OptionalLong.empty();
        while (height.orElse(0) < PAST) {
            StringWriter out = new StringWriter();
            Alys.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(Writer.nullWriter()))
                    .execute("status", "--url", url);
            Matcher row = SYNC_ROW.matcher(out.toString());
            if (row.find() && Long.parseLong(row.group(1)) > 0) {
                assertThat(Long.parseLong(row.group(2)))
                        .isGreaterThanOrEqualTo(PAST)
                        .isGreaterThan(Long.parseLong(row.group(1)));
                assertThat(Double.parseDouble(row.group(3))).isStrictlyBetween(0.0, 100.0);
                return;
            }
            out.toString().lines().filter(line -> line.startsWith("sync")).forEach(seen::add);
            height = network.height(FULL_NODE);
            RunningTestnet.pass(CLOSE_LOOK);
        }
        throw new AssertionError("no progress was shown: " + seen);
    }

    /** Keys and chain spec as for any local network, but a genesis so long ago that all blocks of the past have their slots. */
    private void preparePast() throws IOException, InterruptedException {
        TestnetOptions options = new TestnetOptions(directory, MEMBERS, 1, Alys.class.getName());
        Duration age = Duration.ofSeconds(2L * (PAST + SPARE_SLOTS));
        TestnetSite site = TestnetSite.in(
                options, InstantSource.fixed(InstantSource.system().instant().minus(age)));
        try (EmbeddedBitcoin bitcoin =
                EmbeddedBitcoin.start(EmbeddedBitcoin.Settings.in(directory.resolve("bitcoin")))) {
            site.configure(bitcoin);
            Files.writeString(directory.resolve("chain.json"), GenesisFiles.chainSpec(withoutMiners(site.chain())));
            List<BlsSecretKey> keys = new ArrayList<>();
            for (TestnetSite.Place place : site.places().subList(0, MEMBERS)) {
                keys.add(BlsSecretKey.of(SecretFile.read(place.directory().resolve("bls.secret"))));
            }
            PreparedChain.write(site.places().get(FULL_NODE).config(), keys, PAST);
        }
        for (int member = 0; member < MEMBERS; member++) {
            copy(data(FULL_NODE), data(member));
        }
        delete(data(FULL_NODE));
    }

    private Path data(int node) {
        return directory
                .resolve(node < MEMBERS ? "member-" + node : "full-" + (node - MEMBERS))
                .resolve("data");
    }

    private static ChainSpec withoutMiners(ChainSpec spec) {
        return new ChainSpec(
                spec.slotDurationSeconds(),
                spec.federation(),
                spec.threshold(),
                spec.chainId(),
                spec.auxPowChainId(),
                100_000,
                spec.auxPow(),
                spec.pegIn(),
                spec.pegOut(),
                spec.bitcoinNetwork(),
                spec.bitcoinStartHeight(),
                spec.fork(),
                spec.genesisTimeSeconds());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
