package org.alys.engine.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ClientVersion;
import org.alys.engine.EngineMethods;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadBody;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.rpc.Params;
import org.alys.evm.rpc.RpcException;
import org.alys.evm.rpc.RpcMethod;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * The Engine API as a server offers it, over any {@link ExecutionClient}, so that every consensus client can drive ours. One
 * fork from genesis on: the methods of other forks answer -38005. Source: execution-apis, {@code src/engine}.
 */
public final class EngineApiMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_BODIES = 32;
    private static final Map<String, Set<Fork>> FORKS_OF = Map.of(
            "engine_newPayloadV2", Set.of(Fork.SHANGHAI),
            "engine_newPayloadV3", Set.of(Fork.CANCUN),
            "engine_newPayloadV4", Set.of(Fork.PRAGUE, Fork.OSAKA),
            "engine_getPayloadV2", Set.of(Fork.SHANGHAI),
            "engine_getPayloadV3", Set.of(Fork.CANCUN),
            "engine_getPayloadV4", Set.of(Fork.PRAGUE),
            "engine_getPayloadV5", Set.of(Fork.OSAKA));

    private final ExecutionClient client;
    private final Fork fork;
    private final PayloadCodec payloads;

    private EngineApiMethods(ExecutionClient client, Fork fork) {
        this.client = client;
        this.fork = fork;
        this.payloads = new PayloadCodec(fork);
    }

    /** The methods by name, for a server behind the Engine API's token. */
    public static Map<String, RpcMethod> of(ExecutionClient client, Fork fork) {
        EngineApiMethods api = new EngineApiMethods(client, fork);
        Map<String, RpcMethod.Plain> plain = new LinkedHashMap<>();
        plain.put("engine_exchangeCapabilities", params -> api.capabilities());
        plain.put("engine_getClientVersionV1", params -> api.clientVersion());
        plain.put(
                "engine_forkchoiceUpdatedV2", params -> api.forkchoiceUpdated(params, !api.fork.includes(Fork.CANCUN)));
        plain.put(
                "engine_forkchoiceUpdatedV3", params -> api.forkchoiceUpdated(params, api.fork.includes(Fork.CANCUN)));
        FORKS_OF.forEach((name, of) -> plain.put(
                name,
                name.startsWith("engine_new")
                        ? params -> api.newPayload(api.ofOurFork(name, of, params))
                        : params -> api.getPayload(api.ofOurFork(name, of, params))));
        plain.put(EngineMethods.BODIES_BY_HASH, api::bodiesByHash);
        plain.put(EngineMethods.BODIES_BY_RANGE, api::bodiesByRange);
        Map<String, RpcMethod> methods = new LinkedHashMap<>();
        plain.forEach((name, method) -> methods.put(name, RpcMethod.of(params -> translated(method, params))));
        return methods;
    }

    private static JsonNode translated(RpcMethod.Plain method, Params params) {
        try {
            return method.call(params);
        } catch (ExecutionFailedException e) {
            throw new RpcException(code(e.failure()), reason(e.failure()));
        }
    }

    private static int code(ExecutionFailure failure) {
        return switch (failure) {
            case ExecutionFailure.UnknownPayload unknown -> -38001;
            case ExecutionFailure.InvalidForkchoice invalid -> -38002;
            case ExecutionFailure.InvalidAttributes invalid -> -38003;
            case ExecutionFailure.TooLarge large -> -38004;
            case ExecutionFailure.UnsupportedFork unsupported -> -38005;
            case ExecutionFailure.TooDeepReorg deep -> -38006;
            case ExecutionFailure.BadAnswer badParameter -> RpcException.INVALID_PARAMS;
            case ExecutionFailure.RpcError error -> error.rpcCode();
            case ExecutionFailure.Unreachable gone -> RpcException.INTERNAL_ERROR;
            case ExecutionFailure.TimedOut late -> RpcException.INTERNAL_ERROR;
            case ExecutionFailure.Unauthorised refused -> RpcException.INTERNAL_ERROR;
            case ExecutionFailure.UnknownBlock unknown -> RpcException.SERVER_ERROR;
        };
    }

    /** In the server's own words: what {@link ExecutionFailure#describe} says is for the other side. */
    private static String reason(ExecutionFailure failure) {
        return switch (failure) {
            case ExecutionFailure.UnknownPayload(String message) -> "Unknown payload: " + message;
            case ExecutionFailure.InvalidForkchoice(String message) -> "Invalid forkchoice state: " + message;
            case ExecutionFailure.InvalidAttributes(String message) -> "Invalid payload attributes: " + message;
            case ExecutionFailure.TooLarge(String method, String message) -> "Too large request: " + message;
            case ExecutionFailure.UnsupportedFork(String method, String message) -> "Unsupported fork: " + message;
            case ExecutionFailure.TooDeepReorg(String message) -> "Too deep reorg: " + message;
            case ExecutionFailure.BadAnswer(String method, String message) -> "invalid parameter: " + message;
            case ExecutionFailure.RpcError(String method, int code, String message) -> message;
            default -> failure.describe();
        };
    }

    private Params ofOurFork(String name, Set<Fork> forks, Params params) {
        if (!forks.contains(fork)) {
            throw new ExecutionFailedException(
                    new ExecutionFailure.UnsupportedFork(name, name + " is not the method of " + fork));
        }
        return params;
    }

    private static Answer parameter(Params params, int index) {
        return new Answer("params", "[" + index + "]", params.required(index));
    }

    private JsonNode capabilities() {
        ArrayNode list = JSON.arrayNode();
        new TreeSet<>(EngineMethods.of(fork).all()).forEach(list::add);
        return list.add("engine_getClientVersionV1");
    }

    private JsonNode clientVersion() {
        ArrayNode list = JSON.arrayNode();
        client.clientVersion().ifPresent(version -> list.add(version(version)));
        return list;
    }

    private static ObjectNode version(ClientVersion version) {
        return JSON.objectNode()
                .put("code", version.code())
                .put("name", version.name())
                .put("version", version.version())
                .put("commit", version.commit());
    }

    private JsonNode forkchoiceUpdated(Params params, boolean ofOurFork) {
        Answer state = parameter(params, 0);
        ForkchoiceState choice = new ForkchoiceState(
                state.field("headBlockHash").hash(),
                state.field("safeBlockHash").hash(),
                state.field("finalizedBlockHash").hash());
        Optional<PayloadAttributes> attributes = Optional.of(params.at(1))
                .filter(node -> !node.isMissingNode())
                .map(node -> attributes(new Answer("params", "[1]", node)));
        if (attributes.isPresent() && !ofOurFork) {
            throw new ExecutionFailedException(new ExecutionFailure.UnsupportedFork(
                    "engine_forkchoiceUpdated", "these attributes are not those of " + fork));
        }
        ObjectNode answer = JSON.objectNode();
        Optional<PayloadId> id = Optional.empty();
        switch (client.forkchoiceUpdated(choice, attributes)) {
            case ForkchoiceResult.Valid(Optional<PayloadId> build) -> {
                answer.set("payloadStatus", status("VALID", Optional.of(choice.head()), Optional.empty()));
                id = build;
            }
            case ForkchoiceResult.Invalid(Optional<Bytes32> latestValid, String error) ->
                answer.set("payloadStatus", status("INVALID", latestValid, Optional.of(error)));
            case ForkchoiceResult.Syncing syncing ->
                answer.set("payloadStatus", status("SYNCING", Optional.empty(), Optional.empty()));
        }
        return answer.set("payloadId", text(id.map(PayloadId::toString)));
    }

    private PayloadAttributes attributes(Answer json) {
        boolean hasRoot = json.optional("parentBeaconBlockRoot").isPresent();
        if (hasRoot != fork.includes(Fork.CANCUN)) {
            throw new ExecutionFailedException(new ExecutionFailure.InvalidAttributes(
                    hasRoot ? "a parentBeaconBlockRoot before Cancun" : "no parentBeaconBlockRoot"));
        }
        return new PayloadAttributes(
                json.field("timestamp").number(),
                json.field("prevRandao").hash(),
                json.field("suggestedFeeRecipient").address(),
                PayloadCodec.withdrawals(json.field("withdrawals")),
                json.optional("parentBeaconBlockRoot").map(Answer::hash).orElse(Bytes32.ZERO));
    }

    private JsonNode newPayload(Params params) {
        boolean cancun = fork.includes(Fork.CANCUN);
        List<Bytes> requests = fork.includes(Fork.PRAGUE)
                ? parameter(params, 3).items(PayloadCodec.MAX_WITHDRAWALS).stream()
                        .map(Answer::data)
                        .toList()
                : List.of();
        if (cancun && !parameter(params, 1).items(PayloadCodec.MAX_TRANSACTIONS).isEmpty()) {
            return status("INVALID", Optional.empty(), Optional.of("this chain has no blob transactions"));
        }
        ExecutionPayload payload = payloads.read(parameter(params, 0), requests);
        Bytes32 beaconRoot = cancun ? parameter(params, 2).hash() : Bytes32.ZERO;
        return switch (client.newPayload(payload, beaconRoot)) {
            case PayloadStatus.Valid(Bytes32 latestValid) ->
                status("VALID", Optional.of(latestValid), Optional.empty());
            case PayloadStatus.Invalid(Optional<Bytes32> latestValid, String error) ->
                status("INVALID", latestValid, Optional.of(error));
            case PayloadStatus.Syncing syncing -> status("SYNCING", Optional.empty(), Optional.empty());
            case PayloadStatus.Accepted accepted -> status("ACCEPTED", Optional.empty(), Optional.empty());
        };
    }

    private static ObjectNode status(String status, Optional<Bytes32> latestValidHash, Optional<String> error) {
        ObjectNode node = JSON.objectNode().put("status", status);
        node.set("latestValidHash", text(latestValidHash.map(Bytes32::toHex0x)));
        node.set("validationError", text(error));
        return node;
    }

    private static JsonNode text(Optional<String> text) {
        return text.<JsonNode>map(JSON::textNode).orElse(NullNode.getInstance());
    }

    private JsonNode getPayload(Params params) {
        BuiltPayload built =
                client.getPayload(new PayloadId(Bytes.of(parameter(params, 0).exactly(PayloadId.SIZE))));
        ObjectNode answer = JSON.objectNode();
        payloads.write(built.payload(), answer.putObject("executionPayload"));
        answer.put("blockValue", built.blockValue().toHex());
        if (fork.includes(Fork.CANCUN)) {
            ObjectNode blobs = answer.putObject("blobsBundle");
            List.of("commitments", "proofs", "blobs").forEach(blobs::putArray);
            answer.put("shouldOverrideBuilder", false);
        }
        if (fork.includes(Fork.PRAGUE)) {
            ArrayNode requests = answer.putArray("executionRequests");
            built.payload().executionRequests().forEach(request -> requests.add(request.toHex0x()));
        }
        return answer;
    }

    private JsonNode bodiesByHash(Params params) {
        JsonNode list = params.required(0);
        refuseTooMany(EngineMethods.BODIES_BY_HASH, list.size());
        List<Bytes32> hashes = parameter(params, 0).items(MAX_BODIES).stream()
                .map(Answer::hash)
                .toList();
        return bodies(client.payloadBodiesByHash(hashes));
    }

    private JsonNode bodiesByRange(Params params) {
        long start = parameter(params, 0).number();
        long count = parameter(params, 1).number();
        if (start < 1 || count < 1) {
            throw RpcException.invalidParams("start and count begin at 1");
        }
        refuseTooMany(EngineMethods.BODIES_BY_RANGE, count);
        return bodies(client.payloadBodiesByRange(start, (int) count));
    }

    private static void refuseTooMany(String method, long count) {
        if (count > MAX_BODIES) {
            throw new ExecutionFailedException(
                    new ExecutionFailure.TooLarge(method, "at most " + MAX_BODIES + " bodies"));
        }
    }

    private static JsonNode bodies(List<Optional<PayloadBody>> bodies) {
        ArrayNode list = JSON.arrayNode();
        for (Optional<PayloadBody> body : bodies) {
            if (body.isEmpty()) {
                list.addNull();
            } else {
                ObjectNode node = list.addObject();
                ArrayNode transactions = node.putArray("transactions");
                body.get().transactions().forEach(transaction -> transactions.add(transaction.toHex0x()));
                PayloadCodec.writeWithdrawals(body.get().withdrawals(), node);
            }
        }
        return list;
    }
}
