package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the parameters are, a method answers with a result or with an error of its own, never with a bug. */
class RandomCallsTest {
    private static final int CALLS = 25;
    private static final Set<String> LEFT_OUT = Set.of("createwallet", "loadwallet", "unloadwallet", "setmocktime");
    private static final Set<Integer> BUGS = Set.of(-32603, -20);

    @TempDir
    Path directory = Path.of("");

    @Test
    void neverMeetABug() throws IOException {
        Random random = new Random(7);
        try (EmbeddedBitcoin node = EmbeddedBitcoin.start(directory, 0);
                RawRpc rpc = new RawRpc(node.url(), node.credentials())) {
            rpc.call("createwallet", "w");
            String address = rpc.call("getnewaddress").asText();
            String hash = rpc.call("generatetoaddress", 103, address).path(102).asText();
            String txid = rpc.call("sendtoaddress", address, 1).asText();
            List<Object> values = values(rpc, address, hash, txid);
            for (String usage : rpc.call("help").asText().lines().skip(1).toList()) {
                String method = usage.split(" ")[0];
                for (int i = 0; i < CALLS && !LEFT_OUT.contains(method); i++) {
                    call(rpc, method, random, values);
                }
            }
        }
    }

    private static void call(RawRpc rpc, String method, Random random, List<Object> values) {
        List<Object> params = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            params.add(values.get(random.nextInt(values.size())));
        }
        JsonNode answer = rpc.wallet("w", method, params.toArray());
        boolean bug =
                RawRpc.isError(answer) && BUGS.contains(answer.path("code").asInt());
        assertThat(bug).as("%s %s: %s", method, params, answer).isFalse();
    }

    private static List<Object> values(RawRpc rpc, String address, String hash, String txid) {
        String raw = rpc.call("getrawtransaction", txid).asText();
        String block = rpc.call("getblock", hash, 0).asText();
        return List.of(
                0,
                1,
                -1,
                1.5,
                1L << 40,
                "",
                address,
                hash,
                txid,
                "zz",
                "00",
                "*",
                "w",
                true,
                false,
                raw,
                block,
                raw.substring(0, 60),
                block.substring(0, 160),
                "raw(51)",
                "raw(",
                "addr()",
                "0.1",
                "start",
                "bech32m",
                List.of(),
                List.of(1),
                List.of(txid),
                List.of(address),
                List.of(raw),
                List.of(List.of()),
                Map.of(),
                Map.of("a", 1),
                Map.of(address, 1),
                List.of(Map.of(address, "0.5")),
                List.of(Map.of("data", "00")),
                List.of(Map.of("txid", txid, "vout", 0)),
                List.of(Map.of("txid", txid, "vout", 99)),
                List.of(Map.of("txid", 5)),
                Map.of("rules", List.of("segwit")),
                Map.of("rules", 5),
                Map.of("mode", "proposal", "data", block),
                Map.of("fee_rate", -1),
                Map.of("fee_rate", 1e300),
                Map.of("changePosition", 0),
                Map.of("feeRate", 1),
                Map.of("minimumAmount", 1));
    }
}
