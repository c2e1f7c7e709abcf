package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.mining.MergedMiner;
import org.alys.bitcoin.mining.MergedMiningTree;
import org.alys.bitcoin.mining.MiningOutcome;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.bitcoin.rpc.WalletRpc;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.chain.block.PayloadRules;
import org.alys.node.wiring.Node;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The main job from the outside: a deposit of real (regtest) bitcoin, a wallet library that uses it, miners that make it final,
 * and nothing that happens twice. One chain runs through all tests, in order.
 */
@ParameterizedClass
@EnumSource(Backend.class)
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DevChainTest {
    private static final String USER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static final String USER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private static final String FRIEND = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private static final String MINER = "0xb95f80ec665a534b1e309a2a24f8849d27b70fde";
    private static final String MEMBER = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";
    private static final BigInteger ONE_BTC = BigInteger.TEN.pow(18);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ObjectMapper json = new ObjectMapper();

    @Parameter
    Backend backend;

    private HttpClient http;
    private Path root = Path.of(".");
    private Path directory = Path.of(".");
    private Optional<DevChain> running = Optional.empty();

    @BeforeAll
    void prepare(@TempDir Path temporary) {
        root = temporary;
    }

    @BeforeParameterizedClassInvocation
    void start() throws Exception {
        RealPeers.require(backend);
        http = HttpClient.newHttpClient();
        directory = root.resolve(backend.name());
        running = Optional.of(startChain());
    }

    @AfterParameterizedClassInvocation
    void stop() {
        running.ifPresent(DevChain::close);
        running = Optional.empty();
        if (http != null) {
            http.shutdownNow();
        }
    }

    private DevChain startChain() throws IOException, InterruptedException {
        DevOptions options = new DevOptions(
                RealPeers.root(), directory, 0, 1, backend.bitcoin(), backend.execution(), Optional.empty());
        return DevChain.start(options, line -> {}, event -> {});
    }

    private DevChain chain() {
        return running.orElseThrow();
    }

    @Test
    @Order(1)
    void mintsADepositExactlyOnce() throws Exception {
        deposit(new Sats(Sats.PER_BTC), USER);
        mineBitcoin(5);
        keepFinal(() -> heightOfBitcoin() >= 106);
        assertThat(balance(USER)).isEqualTo(BigInteger.ZERO);
        mineBitcoin(1);
        keepFinal(() -> balance(USER).equals(ONE_BTC));
        mineBitcoin(3);
        long height = head();
        keepFinal(() -> head() >= height + 3);
        assertThat(balance(USER)).isEqualTo(ONE_BTC);
    }

    @Test
    @Order(2)
    void survivesARestartWithTheSameMoney() throws Exception {
        long height = head();
        chain().close();
        running = Optional.of(startChain());
        keepFinal(() -> head() > height + 1);
        assertThat(balance(USER)).isEqualTo(ONE_BTC);
        assertThat(node("listpegins").get(0).path("status").asText()).isEqualToIgnoringCase("minted");
    }

    @Test
    @Order(3)
    void lateReorgBelowTheDepthMintsOnce() throws Exception {
        deposit(new Sats(50_000_000), FRIEND);
        mineBitcoin(3);
        try (BitcoinRpc rpc = bitcoin()) {
            int height = DevChain.required(rpc.blockchainState()).height();
            var fork = DevChain.required(rpc.blockHash(height - 2)).orElseThrow();
            DevChain.required(rpc.regtest().invalidateBlock(fork));
        }
        mineBitcoin(9);
        keepFinal(() -> balance(FRIEND).signum() > 0);
        long height = head();
        keepFinal(() -> head() >= height + 3);
        assertThat(balance(FRIEND)).isEqualTo(ONE_BTC.divide(BigInteger.TWO));
    }

    @Test
    @Order(4)
    void walletLibraryDeploysAndTransfersAndFeesComeBackWhole() throws Exception {
        JsonNode result = wallet();
        assertThat(result.path("recipientBalance").asText()).isEqualTo("100");
        assertThat(result.path("senderBalance").asText()).isEqualTo("900");
        BigInteger paid = ONE_BTC.subtract(balance(USER));
        long lastFee = result.path("fees").get(1).path("block").asLong();
        keepFinal(() -> bitcoinFinal() >= lastFee);
        BigInteger miner = balance(MINER);
        BigInteger member = balance(MEMBER);
        BigInteger carry = paid.subtract(miner).subtract(member);
        assertThat(carry).isBetween(BigInteger.ZERO, BigInteger.valueOf(2_000_000_000L));
        assertThat(miner.divide(BigInteger.valueOf(1_000_000_000L)))
                .isEqualTo(paid.multiply(BigInteger.valueOf(80))
                        .divide(BigInteger.valueOf(100))
                        .divide(BigInteger.valueOf(1_000_000_000L)));
    }

    @Test
    @Order(5)
    void finalizedTagFollowsTheMiners() throws Exception {
        long mined = bitcoinFinal();
        keepFinal(() -> bitcoinFinal() > mined);
        long reached = bitcoinFinal();
        keepFinal(() -> finalizedTag() >= reached);
        assertThat(finalizedTag()).isLessThanOrEqualTo(head());
    }

    @Test
    @Order(6)
    void refusesAProofForAnotherChainAndSaysWhy() throws Exception {
        JsonNode template = awaitWork();
        byte[] proof = solve(template, 4321);
        HttpResponse<byte[]> answer = post(
                chain().addresses().nodeUrl(),
                request("1.0", "submitauxblock", template.path("hash").asText(), Hex.encode(proof)));
        assertThat(json.readTree(answer.body()).path("result").asBoolean(true)).isFalse();
        assertThat(answer.headers().firstValue("X-Reject-Reason")).isPresent();
        assertThat(node("submitauxblock", "00".repeat(32), Hex.encode(proof))
                        .path("code")
                        .asInt())
                .isEqualTo(-8);
    }

    @Test
    @Order(7)
    void tellsItsDepositAddressAndThatItIsHealthy() throws Exception {
        assertThat(node("getdepositaddress").asText())
                .isEqualTo(Node.federationOutput(chain().spec())
                        .address(chain().spec().bitcoinNetwork())
                        .toString());
        // On a slow machine a block may come late now and then.
        keepFinal(() -> health().path("status").asText().equalsIgnoreCase("healthy"));
        keepFinal(() -> health().path("ready").asBoolean(false));
    }

    @Test
    @Order(8)
    void aBurnThroughTheBridgeIsARequestForBitcoinOnceAlsoAfterARestart() throws Exception {
        String address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
        JsonNode burn = script("burn.cjs", USER_KEY, PayloadRules.BRIDGE.toString(), "123456", address);
        assertThat(burn.path("status").asInt()).isEqualTo(1);
        long height = burn.path("block").asLong();
        awaitTrue(() -> !node("listpegouts").isEmpty());
        JsonNode request = node("listpegouts").get(0);
        assertThat(request.path("transactionHash")).isEqualTo(burn.path("hash"));
        assertThat(request.path("sender").asText()).isEqualToIgnoringCase(USER);
        assertThat(request.path("recipient").asText()).isEqualTo(address);
        assertThat(request.path("amountSats").asLong()).isEqualTo(123_456);
        assertThat(request.path("height").asLong()).isEqualTo(height);
        assertThat(request.path("state").asText()).isEqualTo("requested");

        chain().close();
        running = Optional.of(startChain());
        keepFinal(() -> bitcoinFinal() >= height);
        JsonNode list = node("listpegouts");
        assertThat(list).hasSize(1);
        assertThat(list.get(0).path("finality").asText()).isEqualTo("bitcoin_final");
        assertThat(list.get(0).path("confirmations").asLong()).isGreaterThan(1);
        assertThat(node("getsidechaininfo")
                        .path("peg")
                        .path("outstandingPegOuts")
                        .asInt())
                .isEqualTo(1);
        keepFinal(() -> health().path("consensus").asText().equals("ready"));
    }

    /** Mines a proof whenever five blocks wait for one, until the condition holds. */
    private void keepFinal(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("the chain should get there in time")
                    .isLessThan(deadline);
            if (unfinalised() >= 5 && !node("getqueuedpow").isObject()) {
                JsonNode template = node("createauxblock", MINER);
                if (template.path("hash").isTextual()) {
                    node("submitauxblock", template.path("hash").asText(), Hex.encode(solve(template, 1212)));
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private JsonNode awaitWork() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode work = node("createauxblock", MINER);
        while (!work.path("hash").isTextual()) {
            assertThat(System.nanoTime()).as("%s", work).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
            work = node("createauxblock", MINER);
        }
        return work;
    }

    private byte[] solve(JsonNode template, int chainId) throws InterruptedException {
        AuxHash hash = AuxHash.fromDisplay(template.path("hash").asText());
        CompactTarget bits = CompactTarget.fromHex(template.path("bits").asText());
        try (BitcoinRpc rpc = bitcoin()) {
            MergedMiner miner = new MergedMiner(
                    DevChain.required(rpc.blockTemplate()),
                    Bytes.fromHex("51"),
                    MergedMiningTree.single(chainId, chainId == 1212 ? hash : AuxHash.of(new byte[] {1})),
                    bits);
            MiningOutcome outcome = miner.mine(1 << 20, () -> false);
            assertThat(outcome).isInstanceOf(MiningOutcome.Solved.class);
            return ((MiningOutcome.Solved) outcome)
                    .block()
                    .proofFor(chainId)
                    .orElseThrow()
                    .encode();
        }
    }

    private void deposit(Sats amount, String account) {
        try (BitcoinRpc rpc = bitcoin()) {
            WalletRpc wallet = rpc.wallet("alys-dev");
            DevChain.required(wallet.open());
            Bytes federation = Node.federationOutput(chain().spec()).scriptPubKey();
            Transaction transaction = DevChain.required(wallet.fund(
                    List.of(
                            new TxOutput(amount, federation),
                            new TxOutput(Sats.ZERO, Bytes.fromHex("6a14" + account.substring(2)))),
                    2));
            DevChain.required(rpc.broadcast(transaction));
            assertThat(transaction.txid()).isNotEqualTo(Txid.ZERO);
        }
    }

    private void mineBitcoin(int blocks) {
        try (BitcoinRpc rpc = bitcoin()) {
            WalletRpc wallet = rpc.wallet("alys-dev");
            DevChain.required(wallet.open());
            DevChain.required(rpc.regtest().generateToAddress(blocks, DevChain.required(wallet.newAddress())));
        }
    }

    private BitcoinRpc bitcoin() {
        return new BitcoinRpc(RpcEndpoint.of(
                chain().addresses().bitcoinUrl(), chain().addresses().bitcoinCredentials()));
    }

    private int heightOfBitcoin() {
        return node("getsidechaininfo").path("bitcoin").path("height").asInt();
    }

    private long head() {
        return node("getsidechaininfo").path("head").path("height").asLong();
    }

    private long bitcoinFinal() {
        return node("getsidechaininfo").path("bitcoinFinal").path("height").asLong();
    }

    private long unfinalised() {
        JsonNode info = node("getsidechaininfo");
        return info.path("federationFinal").path("height").asLong()
                - info.path("bitcoinFinal").path("height").asLong();
    }

    private long finalizedTag() {
        return Long.decode(
                eth("eth_getBlockByNumber", "finalized", false).path("number").asText("0x0"));
    }

    private BigInteger balance(String account) {
        return new BigInteger(
                eth("eth_getBalance", account, "latest").asText("0x0").substring(2), 16);
    }

    private JsonNode wallet() throws IOException, InterruptedException {
        return script("token.cjs", USER_KEY, FRIEND);
    }

    private JsonNode script(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "node",
                RealPeers.root()
                        .resolve("node/src/test/resources/wallet")
                        .resolve(name)
                        .toString(),
                chain().addresses().ethUrl().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NODE_PATH", RealPeers.wallet().toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
        return json.readTree(output);
    }

    /** The result of a call, or its error object. */
    private JsonNode node(String method, Object... params) {
        return result(chain().addresses().nodeUrl(), request("1.0", method, params));
    }

    private JsonNode eth(String method, Object... params) {
        return result(chain().addresses().ethUrl(), request("2.0", method, params));
    }

    private String request(String version, String method, Object... params) {
        return json.createObjectNode()
                .put("jsonrpc", version)
                .put("id", 1)
                .put("method", method)
                .set("params", json.valueToTree(params))
                .toString();
    }

    private JsonNode result(URI url, String body) {
        try {
            JsonNode answer = json.readTree(post(url, body).body());
            return answer.hasNonNull("error") ? answer.path("error") : answer.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode health() {
        HttpRequest request = HttpRequest.newBuilder(
                        chain().addresses().nodeUrl().resolve("/health"))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpResponse<byte[]> post(URI url, String body) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(url)
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(20))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
