package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.alys.bitcoin.rpc.RegtestBitcoind;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same calls to both nodes give the same answers, field by field, and the same error codes. */
@SuppressWarnings("NullAway.Init")
class DifferentialTest {
    private static final long NOW = 1_800_000_000L;
    private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private static final String TAPROOT = "bcrt1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqc8gma6";
    private static final String UNKNOWN = "11".repeat(32);
    private static final Map<String, List<String>> SEGWIT = Map.of("rules", List.of("segwit"));

    @TempDir
    Path directory = Path.of("");

    private RegtestBitcoind bitcoind;
    private EmbeddedBitcoin node;
    private RawRpc daemon;
    private RawRpc embedded;
    private boolean daemonsTurn;

    @BeforeEach
    void start() throws IOException {
        bitcoind = RegtestBitcoind.start();
        daemon = new RawRpc(bitcoind.rpcUri(), new RpcCredentials.CookieFile(bitcoind.cookieFile()));
        node = EmbeddedBitcoin.start(directory, 0);
        embedded = new RawRpc(node.url(), node.credentials());
        alike("setmocktime", NOW);
    }

    @AfterEach
    void stop() throws IOException {
        if (bitcoind != null) {
            daemon.close();
            bitcoind.close();
            embedded.close();
            node.close();
        }
    }

    /** Calls both, requires the same answer, and returns the embedded node's. */
    private JsonNode alike(String method, Object... params) {
        JsonNode ours = embedded.call(method, params);
        JsonNode theirs = daemon.call(method, params);
        assertThat(Likeness.differences(ours, theirs))
                .as("%s %s\n%s\n%s", method, List.of(params), ours, theirs)
                .isEmpty();
        return ours;
    }

    private int refused(String method, Object... params) {
        JsonNode answer = alike(method, params);
        assertThat(RawRpc.isError(answer))
                .as("%s %s: %s", method, List.of(params), answer)
                .isTrue();
        return answer.path("code").intValue();
    }

    /** Blocks are mined by each in turn and handed to the other, who must take them. */
    private List<String> mine(int count) {
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawRpc miner = daemonsTurn ? daemon : embedded;
            RawRpc other = daemonsTurn ? embedded : daemon;
            daemonsTurn = !daemonsTurn;
            String hash = miner.call("generatetoaddress", 1, ADDRESS).path(0).asText();
            JsonNode block = miner.call("getblock", hash, 0);
            assertThat(other.call("submitblock", block.asText()).isNull())
                    .as(hash)
                    .isTrue();
            hashes.add(hash);
        }
        assertThat(alike("getbestblockhash").asText()).isEqualTo(hashes.getLast());
        return hashes;
    }

    private JsonNode coinbase(int height) {
        return embedded.call("getblock", embedded.call("getblockhash", height).asText(), 2)
                .path("tx")
                .path(0);
    }

    private String unsigned(JsonNode spent, Object outputs, Object... more) {
        Object input = more.length > 0 && more[0] instanceof Integer sequence
                ? Map.of("txid", spent.path("txid").asText(), "vout", 0, "sequence", sequence)
                : Map.of("txid", spent.path("txid").asText(), "vout", 0);
        int lockTime = more.length > 1 && more[1] instanceof Integer height ? height : 0;
        return alike("createrawtransaction", List.of(input), outputs, lockTime).asText();
    }

    /** Signed by the embedded node; both must find it complete. */
    private String signed(String unsigned) {
        JsonNode ours = embedded.call("signrawtransactionwithkey", unsigned, List.of(TestChain.SECRET));
        JsonNode theirs = daemon.call("signrawtransactionwithkey", unsigned, List.of(TestChain.SECRET));
        assertThat(ours.path("complete").asBoolean()).as(ours::toString).isTrue();
        assertThat(theirs.path("complete").asBoolean()).isTrue();
        return ours.path("hex").asText();
    }

    private String payment(JsonNode spent, String fee) {
        BigDecimal value = spent.path("vout").path(0).path("value").decimalValue();
        return signed(unsigned(spent, List.of(Map.of(ADDRESS, value.subtract(new BigDecimal(fee))))));
    }

    private void sameMempool() {
        assertThat(ids(embedded)).isEqualTo(ids(daemon));
    }

    private static List<String> ids(RawRpc rpc) {
        return StreamSupport.stream(rpc.call("getrawmempool").spliterator(), false)
                .map(JsonNode::asText)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    @Test
    void answersAlikeAboutTheChain() {
        List<String> hashes = mine(12);
        alike("getblockchaininfo");
        alike("getblockcount");
        alike("getchaintips");
        alike("getmininginfo");
        alike("gettxoutsetinfo", "none");
        alike("getindexinfo");
        for (String hash : List.of(alike("getblockhash", 0).asText(), hashes.get(0), hashes.get(11))) {
            for (int verbosity = 0; verbosity <= 3; verbosity++) {
                alike("getblock", hash, verbosity);
            }
            alike("getblockheader", hash);
            alike("getblockheader", hash, false);
        }
        alike("getrawtransaction", coinbase(3).path("txid").asText(), 2);
        alike("gettxout", coinbase(3).path("txid").asText(), 0);
        alike("gettxout", UNKNOWN, 0);
        alike("estimatesmartfee", 6);
        alike("getblocktemplate", SEGWIT);
        alike("scantxoutset", "start", List.of("raw(6a)"));
    }

    @Test
    void refusesAlikeWhatMakesNoSense() {
        assertThat(refused("nosuchmethod")).isEqualTo(-32601);
        assertThat(refused("getblockhash", 7)).isEqualTo(-8);
        assertThat(refused("getblockhash", -1)).isEqualTo(-8);
        assertThat(refused("getblockhash", "x")).isEqualTo(-3);
        assertThat(refused("getblockhash")).isEqualTo(-1);
        assertThat(refused("getblockhash", 0, 1)).isEqualTo(-1);
        assertThat(refused("getblock", "00")).isEqualTo(-8);
        assertThat(refused("getblock", "zz".repeat(32))).isEqualTo(-8);
        assertThat(refused("getblock", UNKNOWN)).isEqualTo(-5);
        assertThat(refused("getblockheader", UNKNOWN)).isEqualTo(-5);
        assertThat(refused("getrawtransaction", UNKNOWN)).isEqualTo(-5);
        assertThat(refused("getmempoolentry", UNKNOWN)).isEqualTo(-5);
        assertThat(refused("gettxoutproof", List.of(UNKNOWN))).isEqualTo(-5);
        assertThat(refused("verifytxoutproof", "zz")).isIn(-1, -8, -22);
        assertThat(refused("invalidateblock", UNKNOWN)).isEqualTo(-5);
        assertThat(refused("reconsiderblock", UNKNOWN)).isEqualTo(-5);
        assertThat(refused("generatetoaddress", 1, "x")).isEqualTo(-5);
        assertThat(refused("getblocktemplate", Map.of())).isEqualTo(-8);
        assertThat(refused("submitblock", "00")).isEqualTo(-22);
        assertThat(refused("submitheader", "00")).isEqualTo(-22);
        assertThat(refused("decoderawtransaction", "00")).isEqualTo(-22);
        assertThat(refused("sendrawtransaction", "00")).isEqualTo(-22);
        assertThat(refused("createrawtransaction", List.of(), Map.of("q", 1))).isEqualTo(-5);
        assertThat(refused("createrawtransaction", List.of(), Map.of(ADDRESS, -1)))
                .isEqualTo(-3);
        assertThat(refused("createrawtransaction", List.of(), Map.of("data", "xyz")))
                .isEqualTo(-8);
        assertThat(refused("loadwallet", "nosuch")).isEqualTo(-18);
        assertThat(refused("getwalletinfo")).isEqualTo(-18);
        assertThat(refused("estimatesmartfee", 0)).isEqualTo(-8);
    }

    @Test
    void decodesAlike() {
        for (String script : List.of(
                "0014751e76e8199196d454941c45d1b3a323f1433bd6",
                "76a914751e76e8199196d454941c45d1b3a323f1433bd688ac",
                "6a0401020304",
                "51",
                "4f00635152",
                "4c")) {
            alike("decodescript", script);
        }
        for (String address : List.of(ADDRESS, TAPROOT, "2N1rjhumXA3ephUQTDMfGhufxGQPZuZUTMk")) {
            alike("validateaddress", address);
        }
        String raw = alike(
                        "createrawtransaction",
                        List.of(Map.of("txid", UNKNOWN, "vout", 1)),
                        List.of(Map.of(ADDRESS, 1), Map.of(TAPROOT, "0.5"), Map.of("data", "0011")),
                        17)
                .asText();
        alike("decoderawtransaction", raw);
        alike("createrawtransaction", List.of(), List.of(Map.of("data", "00".repeat(300))));
    }

    @Test
    void judgesTransactionsAlike() {
        mine(103);
        JsonNode coin = coinbase(1);
        JsonNode other = coinbase(2);
        String first = payment(coin, "0.0001");
        alike("testmempoolaccept", List.of(first));
        alike("sendrawtransaction", first);
        alike("sendrawtransaction", first);
        alike("testmempoolaccept", List.of(first));
        alike(
                "getmempoolentry",
                alike("decoderawtransaction", first).path("txid").asText());
        assertThat(refused("sendrawtransaction", payment(coin, "0.00005"))).isEqualTo(-26);
        assertThat(refused("sendrawtransaction", payment(coin, "0.000101"))).isEqualTo(-26);
        alike("sendrawtransaction", payment(coin, "0.0003"));
        sameMempool();
        assertThat(refused("sendrawtransaction", payment(coinbase(50), "0.0001")))
                .isEqualTo(-26);
        assertThat(refused("sendrawtransaction", payment(other, "0.00000100"))).isEqualTo(-26);
        assertThat(refused("sendrawtransaction", payment(other, "20"))).isEqualTo(-25);
        alike("testmempoolaccept", List.of(payment(other, "20")));
        String missing = alike(
                        "createrawtransaction",
                        List.of(Map.of("txid", UNKNOWN, "vout", 0)),
                        List.of(Map.of(ADDRESS, 1)))
                .asText();
        assertThat(refused("sendrawtransaction", missing)).isEqualTo(-25);
        alike("testmempoolaccept", List.of(missing));
        List<Map<String, Integer>> most = List.of(Map.of(ADDRESS, 49));
        assertThat(refused("sendrawtransaction", unsigned(other, most))).isEqualTo(-26);
        assertThat(refused("sendrawtransaction", signed(unsigned(other, List.of(Map.of(ADDRESS, 51)))), 0))
                .isEqualTo(-26);
        assertThat(refused("sendrawtransaction", signed(unsigned(other, most, 500)), 0))
                .isEqualTo(-26);
        assertThat(refused("sendrawtransaction", signed(unsigned(other, most, 1, 5_000)), 0))
                .isEqualTo(-26);
        assertThat(refused("sendrawtransaction", signed(unsigned(other, List.of(Map.of(ADDRESS, "0.000001")))), 0))
                .isEqualTo(-26);
        assertThat(refused(
                        "sendrawtransaction",
                        signed(unsigned(other, List.of(Map.of("data", "00".repeat(90)), Map.of(ADDRESS, 49)))),
                        0))
                .isEqualTo(-26);
        String forged = payment(other, "0.001").replace("0014751e76e8", "0014751e76e9");
        assertThat(refused("sendrawtransaction", forged)).isEqualTo(-26);
        sameMempool();
        alike("getmempoolinfo");
    }

    @Test
    void reorganisesAlike() {
        mine(103);
        String paid = payment(coinbase(1), "0.0001");
        alike("sendrawtransaction", paid);
        String txid = alike("decoderawtransaction", paid).path("txid").asText();
        alike("getblocktemplate", SEGWIT);
        String block = mine(1).getFirst();
        alike("getblock", block, 3);
        alike("getrawtransaction", txid, 2);
        alike("getrawtransaction", txid, 1, block);
        assertThat(refused("sendrawtransaction", paid)).isEqualTo(-27);
        String proof = alike("gettxoutproof", List.of(txid)).asText();
        assertThat(alike("verifytxoutproof", proof).path(0).asText()).isEqualTo(txid);

        alike("invalidateblock", block);
        sameMempool();
        alike("getchaintips");
        alike("getblockheader", block);
        assertThat(refused("verifytxoutproof", proof)).isEqualTo(-5);
        alike("setmocktime", NOW + 600);
        mine(2);
        sameMempool();
        alike("reconsiderblock", block);
        alike("getchaintips");
        alike("getblock", block, 1);
        alike("gettxout", txid, 0);
        mine(3);
        alike("getblockchaininfo");
    }

    @Test
    void judgesBlocksAlike() {
        mine(101);
        JsonNode made = embedded.call("generateblock", ADDRESS, List.of(), false);
        String hex = made.path("hex").asText();
        byte[] block = HexFormat.of().parseHex(hex);
        Map<String, Object> proposal = Map.of("rules", List.of("segwit"), "mode", "proposal", "data", hex);
        alike("getblocktemplate", proposal);
        submit(unsolved(block));
        submit(solved(block, 36, "01"));
        submit(solved(block, 4, "01"));
        submit(solved(block, 68, "01000000"));
        submit(solved(block, 68, "ffffffff"));
        submit(solved(block, 0, "01000000"));
        submit(solved(block, 72, "feff7f20"));
        alike("submitblock", hex);
        alike("submitblock", hex);
        alike("getblocktemplate", proposal);
        alike("submitheader", HexFormat.of().formatHex(block, 0, BlockHeader.SIZE));
        alike("getchaintips");
        String immature = payment(coinbase(50), "0.0001");
        assertThat(refused("generateblock", ADDRESS, List.of(immature))).isEqualTo(-25);
        assertThat(refused("generateblock", ADDRESS, List.of(UNKNOWN))).isEqualTo(-5);
        assertThat(refused("generateblock", ADDRESS, List.of("zz"))).isEqualTo(-22);
        assertThat(refused("generateblock", "q", List.of())).isEqualTo(-5);
    }

    private void submit(byte[] block) {
        JsonNode verdict = alike("submitblock", HexFormat.of().formatHex(block));
        assertThat(verdict.isTextual()).as(verdict::toString).isTrue();
    }

    private static byte[] solved(byte[] block, int offset, String change) {
        byte[] changed = block.clone();
        byte[] bytes = HexFormat.of().parseHex(change);
        System.arraycopy(bytes, 0, changed, offset, bytes.length);
        return grind(changed, true);
    }

    private static byte[] unsolved(byte[] block) {
        return grind(block.clone(), false);
    }

    private static byte[] grind(byte[] block, boolean solved) {
        while (true) {
            block[76]++;
            byte[] hash = Hashes.sha256d(java.util.Arrays.copyOf(block, BlockHeader.SIZE))
                    .toArray();
            if (((hash[31] & 0xff) < 0x7f) == solved) {
                return block;
            }
        }
    }

    @Test
    void takesBlocksOfTheOtherOverTwoHalvings() {
        mine(301);
        alike("gettxoutsetinfo", "none");
        alike("getblock", alike("getbestblockhash").asText(), 2);
        alike("getblockheader", alike("getblockhash", 150).asText());
    }

    @Test
    void takesABlockWithoutItsUncommittedWitness() {
        mine(3);
        String hex = embedded.call("generateblock", ADDRESS, List.of(), false)
                .path("hex")
                .asText();
        Block block = Block.decode(HexFormat.of().parseHex(hex)).orElseThrow();
        Block bare = new Block(
                block.header(), List.of(block.transactions().getFirst().withoutWitness()));

        assertThat(alike("submitblock", HexFormat.of().formatHex(bare.encode())).isNull())
                .isTrue();
    }
}
