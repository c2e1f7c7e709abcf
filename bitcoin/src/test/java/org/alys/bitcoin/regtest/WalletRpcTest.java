package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletRpcTest {
    private static final String ELSEWHERE = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    @TempDir
    Path directory = Path.of("");

    private EmbeddedBitcoin node;
    private RawRpc rpc;

    @BeforeEach
    void startWithTwoMatureCoins() throws IOException {
        start();
        call("createwallet", "w");
        mine(102);
    }

    private void start() throws IOException {
        node = EmbeddedBitcoin.start(directory, 0);
        rpc = new RawRpc(node.url(), node.credentials());
    }

    @AfterEach
    void stop() throws IOException {
        rpc.close();
        node.close();
    }

    private JsonNode call(String method, Object... params) {
        JsonNode answer = rpc.call(method, params);
        assertThat(RawRpc.isError(answer)).as("%s: %s", method, answer).isFalse();
        return answer;
    }

    private int code(String method, Object... params) {
        return rpc.call(method, params).path("code").asInt();
    }

    private void mine(int blocks) {
        call("generatetoaddress", blocks, call("getnewaddress").asText());
    }

    private BigDecimal balance() {
        return call("getbalance").decimalValue();
    }

    @Test
    void countsMatureCoinsAndShowsImmatureOnes() {
        assertThat(balance()).isEqualByComparingTo("100");
        JsonNode mine = call("getbalances").path("mine");
        assertThat(mine.path("immature").decimalValue()).isEqualByComparingTo("5000");
        assertThat(call("listunspent")).hasSize(2);
        assertThat(call("getwalletinfo").path("txcount").asInt()).isEqualTo(102);
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "p2sh-segwit", "bech32", "bech32m"})
    void spendsCoinsOfEveryAddressType(String type) {
        String address = call("getnewaddress", "", type).asText();
        call("sendtoaddress", address, 60);
        mine(1);
        JsonNode coin = call("listunspent", 1, 1, List.of(address)).path(0);
        String raw = call(
                        "createrawtransaction",
                        List.of(Map.of(
                                "txid",
                                coin.path("txid").asText(),
                                "vout",
                                coin.path("vout").asInt())),
                        Map.of(ELSEWHERE, "59.999"))
                .asText();
        JsonNode signed = call("signrawtransactionwithwallet", raw);
        assertThat(signed.path("complete").asBoolean()).as(signed::toString).isTrue();

        String txid = call("sendrawtransaction", signed.path("hex").asText()).asText();

        assertThat(call("getrawmempool").path(0).asText()).isEqualTo(txid);
        JsonNode info = call("getaddressinfo", address);
        assertThat(info.path("ismine").asBoolean()).isTrue();
        assertThat(info.path("hdkeypath").asText()).startsWith("m/");
    }

    @Test
    void paysAndGetsItsChangeBack() {
        String txid = call("sendtoaddress", ELSEWHERE, "0.5").asText();
        JsonNode waiting = call("gettransaction", txid);
        BigDecimal fee = waiting.path("fee").decimalValue();

        assertThat(waiting.path("confirmations").asInt()).isZero();
        assertThat(waiting.path("amount").decimalValue()).isEqualByComparingTo("-0.5");
        assertThat(balance()).isEqualByComparingTo(new BigDecimal("99.5").add(fee));
        mine(1);
        JsonNode rows = call("listtransactions", "*", 200);
        assertThat(rows.findValuesAsText("category")).contains("send", "immature", "generate");
        assertThat(call("gettransaction", txid).path("confirmations").asInt()).isEqualTo(1);
    }

    @Test
    void paysSeveralAtOnceAndTakesTheFeeFromOne() {
        String other = call("getnewaddress").asText();
        String txid = call("sendmany", "", Map.of(ELSEWHERE, "1"), 1, "", List.of(ELSEWHERE))
                .asText();
        JsonNode sent = call("gettransaction", txid);
        BigDecimal whole =
                sent.path("amount").decimalValue().add(sent.path("fee").decimalValue());
        assertThat(whole).isEqualByComparingTo("-1");
        call("sendmany", "", Map.of(ELSEWHERE, "1", other, "2"));
        assertThat(call("getrawmempool")).hasSize(2);
    }

    @Test
    void refusesWhatItCannotPay() {
        assertThat(code("sendtoaddress", ELSEWHERE, 1000)).isEqualTo(-6);
        assertThat(code("sendtoaddress", ELSEWHERE, 0)).isEqualTo(-3);
        assertThat(code("sendtoaddress", "nobody", 1)).isEqualTo(-5);
        assertThat(code("gettransaction", "11".repeat(32))).isEqualTo(-5);
        assertThat(code("createwallet", "w")).isEqualTo(-4);
        assertThat(code("loadwallet", "w")).isEqualTo(-35);
        call("createwallet", "second");
        assertThat(code("getbalance")).isEqualTo(-19);
        assertThat(rpc.wallet("w", "getbalance").decimalValue()).isEqualByComparingTo("100");
    }

    @Test
    void replacesAPaymentByOneThatPaysMore() {
        String first = call("sendtoaddress", ELSEWHERE, "0.5").asText();
        JsonNode bumped = call("bumpfee", first);

        assertThat(call("getrawmempool").findValuesAsText("")).isEmpty();
        assertThat(call("getrawmempool").path(0).asText())
                .isEqualTo(bumped.path("txid").asText());
        assertThat(bumped.path("fee").decimalValue())
                .isGreaterThan(bumped.path("origfee").decimalValue());
        mine(1);
        assertThat(call("gettransaction", first).path("confirmations").asInt()).isEqualTo(-1);
        BigDecimal wanted = new BigDecimal("149.5").subtract(bumped.path("fee").decimalValue());
        assertThat(balance()).isEqualByComparingTo(wanted);
    }

    @Test
    void leavesLockedCoinsAlone() {
        for (JsonNode coin : call("listunspent")) {
            call(
                    "lockunspent",
                    false,
                    List.of(Map.of(
                            "txid",
                            coin.path("txid").asText(),
                            "vout",
                            coin.path("vout").asInt())));
        }
        assertThat(call("listlockunspent")).hasSize(2);
        assertThat(code("sendtoaddress", ELSEWHERE, 1)).isEqualTo(-6);
        call("lockunspent", true);
        call("sendtoaddress", ELSEWHERE, 1);
    }

    @Test
    void remembersEverythingWhenLoadedAgain() throws IOException {
        String address = call("getnewaddress", "rent").asText();
        String confirmed = call("sendtoaddress", address, 3).asText();
        mine(1);
        String waiting = call("sendtoaddress", ELSEWHERE, 1).asText();
        JsonNode balances = call("getbalances");
        stop();
        start();
        call("loadwallet", "w");

        assertThat(call("getbalances")).isEqualTo(balances);
        assertThat(call("getaddressinfo", address).path("labels").path(0).asText())
                .isEqualTo("rent");
        assertThat(call("gettransaction", confirmed).path("confirmations").asInt())
                .isEqualTo(1);
        assertThat(call("getrawmempool").path(0).asText()).isEqualTo(waiting);
        assertThat(call("getnewaddress").asText()).isNotEqualTo(address);
    }

    @Test
    void goesOnWithoutAWalletWhoseFileIsDamaged() throws IOException {
        call("unloadwallet", "w");
        Path file = directory.resolve("regtest/wallets/wallet-w/wallet.log");
        byte[] bytes = Files.readAllBytes(file);
        bytes[12] ^= 1;
        Files.write(file, bytes);

        assertThat(code("loadwallet", "w")).isEqualTo(-4);
        assertThat(call("getblockcount").asInt()).isEqualTo(102);
        call("createwallet", "other");
    }

    @Test
    void keepsWalletNamesInsideItsDirectory() {
        call("createwallet", "../../outside");
        assertThat(directory.resolve("regtest/wallets/wallet-..%2F..%2Foutside"))
                .isDirectory();
        assertThat(call("listwallets")).hasSize(2);
    }

    @Test
    void followsAReorganisation() {
        String txid = call("sendtoaddress", ELSEWHERE, 1).asText();
        mine(1);
        String block = call("getbestblockhash").asText();
        call("invalidateblock", block);

        assertThat(call("gettransaction", txid).path("confirmations").asInt()).isZero();
        call("reconsiderblock", block);
        assertThat(call("gettransaction", txid).path("confirmations").asInt()).isEqualTo(1);
    }
}
