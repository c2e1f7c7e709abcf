package org.alys.node.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alys.node.cli.Alys;
import picocli.CommandLine;

/** Five machines on a switch, set up as the guide says: keys, chain spec, configuration, firewall. */
final class FederationOfFive implements AutoCloseable {
    static final int NODE_PORT = 9100;

    private static final Path BITCOIND = Guide.ROOT.resolve(".alys/bitcoind/bin/bitcoind");
    private static final Path NFT = Guide.ROOT.resolve(".alys/nftables/bin/nft");
    private static final String FEE_ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    private FederationOfFive(Path directory) {
        this.directory = directory;
    }

    /** Everything is there but the nodes. */
    static FederationOfFive prepare(Path directory) throws IOException, InterruptedException {
        require();
        FederationOfFive federation = new FederationOfFive(directory);
        try {
            federation.boot();
            federation.configure();
            return federation;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError failed) {
            federation.close();
            throw failed;
        }
    }

    /** Skips the test where machines cannot be had, except in CI. */
    private static void require() throws IOException {
        boolean root = Files.exists(Path.of("/proc/self/ns/net"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        boolean fetched = Files.isExecutable(BITCOIND) && Files.isExecutable(NFT);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(root).as("CI runs as root, on Linux").isTrue();
            assertThat(fetched)
                    .as("%s and %s, from scripts/install-peers", BITCOIND, NFT)
                    .isTrue();
        }
        assumeTrue(root, "skipped: making network namespaces needs root, on Linux");
        assumeTrue(fetched, () -> "skipped: " + BITCOIND + " or " + NFT + " is missing; run scripts/install-peers");
    }

    List<Member> members() {
        return members;
    }

    Member member(int number) {
        return members.get(number);
    }

    /** The machine that connects the others. */
    Machine network() {
        return machines.getFirst();
    }

    private void boot() throws IOException, InterruptedException {
        machines.add(Machine.boot("switch"));
        network().bridge();
        for (int i = 0; i < Guide.MACHINES.size(); i++) {
            Machine machine = Machine.boot(Guide.MACHINES.get(i));
            machines.add(machine);
            String address = "203.0.113." + (11 + i);
            machine.plugInto(network(), address);
            Path home = Files.createDirectories(directory.resolve(machine.name()));
            Member member = new Member(machine, address, home);
            members.add(member);
            member.startBitcoin(BITCOIND);
        }
    }

    private void configure() throws IOException {
        StringBuilder federation = new StringBuilder(Guide.federationConfiguration()
                .replace("preset = testnet", "preset = development")
                .replaceFirst(
                        "genesisTime = \\d+", "genesisTime = " + Instant.now().getEpochSecond() / 2 * 2)
                .replaceFirst("bitcoinStartHeight = \\d+", "maxBlocksWithoutAuxPow = 10000"));
        List<String> peers = new ArrayList<>();
        for (Member member : members) {
            String keys = alys(
                    "keys",
                    "new",
                    "--dir",
                    member.directory().resolve("keys").toString(),
                    "--fee-address",
                    FEE_ADDRESS);
            federation.append(Guide.first(Guide.FEDERATION_BLOCK, keys).group());
            peers.add("\"/ip4/%s/tcp/%d/p2p/%s\""
                    .formatted(
                            member.address(),
                            NODE_PORT,
                            Guide.first(Guide.PEER_ID, keys).group(1)));
        }
        Path gathered = Files.writeString(directory.resolve("federation.conf"), federation);
        Path chain = directory.resolve("chain.json");
        alys("genesis", "--config", gathered.toString(), "--out", chain.toString());
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            int self = i;
            String others = IntStream.range(0, peers.size())
                    .filter(other -> other != self)
                    .mapToObj(peers::get)
                    .collect(Collectors.joining("\n"));
            // Whoever opens these ports by mistake still has the firewall.
            String text = Guide.memberConfiguration()
                    .replace("preset = testnet", "preset = development")
                    .replace(
                            "/etc/alys/keys/member",
                            member.directory().resolve("keys").toString())
                    .replace("/etc/alys/chain.json", chain.toString())
                    .replace(
                            "/var/lib/alys/data",
                            member.directory().resolve("data").toString())
                    .replaceFirst("(?s)peers = \\[.*?]", "peers = [\n" + others + "\n]")
                    .replaceFirst("cookieFile = \\S+", "cookieFile = \"" + member.cookie() + "\"")
                    .replace("48332", "18443")
                    .replace("bind = \"127.0.0.1\"", "bind = \"0.0.0.0\"");
            assertThat(text).doesNotContain("PEER-ID", "/etc/alys", "/var/lib");
            Path file = Files.writeString(member.directory().resolve("alys.conf"), text);
            assertThat(alys("validate-config", file.toString())).contains("this node is member " + i);
        }
    }

    private static String alys(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Alys.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertThat(command.execute(arguments)).as(err::toString).isZero();
        return out.toString();
    }

    void start() throws IOException {
        for (Member member : members) {
            member.start();
        }
    }

    void stop() throws InterruptedException {
        members.forEach(Member::tellToStop);
        for (Member member : members) {
            member.awaitStopped();
        }
    }

    /** Loads the guide's firewall on all machines. */
    void closePorts() throws IOException, InterruptedException {
        for (Member member : members) {
            member.machine()
                    .run(
                            NFT.toString(),
                            "--file",
                            Guide.ROOT.resolve("deploy/firewall.nft").toString());
        }
    }

    void awaitHeight(Member member, long height) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (member.height() < height) {
            assertThat(System.nanoTime())
                    .as(() -> member.machine().name() + " does not reach " + height + ":\n" + outputs())
                    .isLessThan(giveUp);
            pass(LOOK);
        }
    }

    void awaitHeightEverywhere(long height) throws IOException, InterruptedException {
        for (Member member : members) {
            awaitHeight(member, height);
        }
    }

    /** All have the same block there. */
    void agreeAt(long height) throws IOException, InterruptedException {
        String root = member(0).block(height).path("root").asText();
        for (Member member : members) {
            assertThat(member.block(height).path("root").asText())
                    .as("block %d of %s", height, member.machine().name())
                    .isEqualTo(root);
        }
    }

    /** Lets time pass for other processes, which no latch of this one can tell about. */
    static void pass(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    private String outputs() {
        return members.stream()
                .map(member -> member.machine().name() + ":\n" + member.output())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        machines.reversed().forEach(Machine::close);
    }
}
