package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import org.alys.bitcoin.regtest.mempool.FeeRate;

/** The node itself: what it is, how long it runs, and its end. */
final class ControlMethods {
    /** The version of Bitcoin Core whose interface this follows. */
    private static final int VERSION = 290_000;

    private static final int PROTOCOL_VERSION = 70_016;

    private final MethodTable table;
    private final MockableClock clock;
    private final Optional<URI> zmq;
    private final Runnable stop;
    private final long startedNanos = System.nanoTime();

    ControlMethods(MethodTable table, MockableClock clock, Optional<URI> zmq, Runnable stop) {
        this.table = table;
        this.clock = clock;
        this.zmq = zmq;
        this.stop = stop;
    }

    void add() {
        table.add("uptime", _ -> Json.number((System.nanoTime() - startedNanos) / 1_000_000_000L));
        table.add("stop [wait]", _ -> {
            stop.run();
            return Json.text("Alys embedded regtest stopping");
        });
        table.add("help [command]", this::help);
        table.add("ping", _ -> Json.nothing());
        table.add("getconnectioncount", _ -> Json.number(0));
        table.add("getpeerinfo", _ -> Json.array());
        table.add("getnetworkinfo", _ -> networkInfo());
        table.add("getzmqnotifications", _ -> zmqNotifications());
        table.add("estimatesmartfee conf_target [estimate_mode]", this::estimate);
        table.add("getdescriptorinfo descriptor", this::descriptorInfo);
        table.add("validateaddress address", this::validateAddress);
    }

    private JsonNode help(RpcParams params) throws RpcException {
        if (!params.has(0)) {
            return Json.text(
                    "== Embedded regtest, for development and tests only ==\n" + String.join("\n", table.usages()));
        }
        String method = params.text(0);
        return Json.text(table.usage(method).orElse("help: unknown command: " + RpcParams.bounded(method)));
    }

    private JsonNode networkInfo() {
        ObjectNode json = Json.object();
        json.put("version", VERSION);
        json.put("subversion", "/Alys-embedded-regtest:0.1/");
        json.put("protocolversion", PROTOCOL_VERSION);
        json.put("localservices", "0000000000000000");
        json.putArray("localservicesnames");
        json.put("localrelay", true);
        json.put("timeoffset", 0);
        json.put("networkactive", false);
        json.put("connections", 0);
        json.put("connections_in", 0);
        json.put("connections_out", 0);
        json.putArray("networks");
        json.set("relayfee", Json.signedAmount(FeeRate.MINIMUM.satPerKvb()));
        json.set("incrementalfee", Json.signedAmount(FeeRate.MINIMUM.satPerKvb()));
        json.putArray("localaddresses");
        json.putArray("warnings")
                .add("This is an embedded regtest chain for development and tests; time " + clock.seconds());
        return json;
    }

    private JsonNode zmqNotifications() {
        ArrayNode json = Json.array();
        zmq.ifPresent(address -> json.addObject()
                .put("type", "pubhashblock")
                .put("address", address.toString())
                .put("hwm", 1000));
        return json;
    }

    /** Estimates need many blocks full of transactions: here there never are enough. */
    private JsonNode estimate(RpcParams params) throws RpcException {
        int target = params.number(0);
        if (target < 1 || target > 1008) {
            throw RpcError.INVALID_PARAMETER.with("Invalid conf_target, must be between 1 and 1008");
        }
        ObjectNode json = Json.object();
        json.putArray("errors").add("Insufficient data or no feerate found");
        json.put("blocks", 0);
        return json;
    }

    private JsonNode descriptorInfo(RpcParams params) throws RpcException {
        String body = Descriptor.withoutChecksum(params.text(0));
        PayoutScripts.ofDescriptor(body);
        return Json.object()
                .put("descriptor", Descriptor.withChecksum(body))
                .put("checksum", Descriptor.checksum(body))
                .put("isrange", false)
                .put("issolvable", false)
                .put("hasprivatekeys", false);
    }

    private JsonNode validateAddress(RpcParams params) throws RpcException {
        return AddressJson.validate(params.text(0));
    }
}
