package org.alys.engine.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ClientVersion;
import org.alys.engine.EngineMethods;
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
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** The {@code engine_} methods. */
final class EngineCalls {
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int MAX_BODIES = 32;
    private static final int MAX_CAPABILITIES = 1024;

    private final HttpCaller http;
    private final CallLimits limits;
    private final Fork fork;
    private final EngineMethods methods;
    private final PayloadCodec payloads;

    EngineCalls(HttpCaller http, EngineApiSettings settings) {
        this.http = http;
        this.limits = settings.limits();
        this.fork = settings.fork();
        this.methods = EngineMethods.of(fork);
        this.payloads = new PayloadCodec(fork);
    }

    Set<String> exchangeCapabilities() {
        ArrayNode params = http.params();
        ArrayNode ours = params.addArray();
        methods.all().forEach(ours::add);
        Set<String> theirs = new HashSet<>();
        query("engine_exchangeCapabilities", params).items(MAX_CAPABILITIES).forEach(name -> theirs.add(name.text()));
        return Set.copyOf(theirs);
    }

    Optional<ClientVersion> clientVersion() {
        ArrayNode params = http.params();
        params.addObject()
                .put("code", "AL")
                .put("name", "Alys")
                .put("version", "0.1.0")
                .put("commit", "0x00000000");
        Answer versions;
        try {
            versions = query("engine_getClientVersionV1", params);
        } catch (ExecutionFailedException e) {
            if (e.failure() instanceof ExecutionFailure.RpcError error && error.rpcCode() == METHOD_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
        return versions.items(MAX_CAPABILITIES).stream().findFirst().map(EngineCalls::version);
    }

    private static ClientVersion version(Answer json) {
        return new ClientVersion(
                JsonRpc.printable(json.field("code").text()),
                JsonRpc.printable(json.field("name").text()),
                JsonRpc.printable(json.field("version").text()),
                JsonRpc.printable(json.field("commit").text()));
    }

    ForkchoiceResult forkchoiceUpdated(ForkchoiceState state, Optional<PayloadAttributes> attributes) {
        ArrayNode params = http.params();
        params.addObject()
                .put("headBlockHash", state.head().toHex0x())
                .put("safeBlockHash", state.safe().toHex0x())
                .put("finalizedBlockHash", state.finalized().toHex0x());
        attributes.ifPresentOrElse(wanted -> payloads.write(wanted, params.addObject()), params::addNull);
        Answer answer = http.call(methods.forkchoiceUpdated(), params, limits.forkchoiceUpdated());
        Answer status = answer.field("payloadStatus");
        return switch (status.field("status").text()) {
            case "VALID" -> new ForkchoiceResult.Valid(payloadId(answer, attributes.isPresent()));
            case "INVALID", "INVALID_BLOCK_HASH" -> new ForkchoiceResult.Invalid(latestValid(status), error(status));
            case "SYNCING", "ACCEPTED" -> new ForkchoiceResult.Syncing();
            default -> throw status.bad("unknown status");
        };
    }

    private static Optional<PayloadId> payloadId(Answer answer, boolean wanted) {
        Optional<PayloadId> id = answer.optional("payloadId").map(json -> new PayloadId(Bytes.of(json.exactly(8))));
        if (id.isPresent() != wanted) {
            throw answer.bad(wanted ? "no payloadId although attributes were given" : "a payloadId not asked for");
        }
        return id;
    }

    BuiltPayload getPayload(PayloadId id) {
        Answer answer =
                http.call(methods.getPayload(), http.params().add(id.value().toHex0x()), limits.getPayload());
        ExecutionPayload payload = payloads.read(answer.field("executionPayload"), payloads.readRequests(answer));
        return new BuiltPayload(payload, answer.field("blockValue").wei());
    }

    PayloadStatus newPayload(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot) {
        ArrayNode params = http.params();
        payloads.write(payload, params.addObject());
        if (fork.includes(Fork.CANCUN)) {
            params.addArray();
            params.add(parentBeaconBlockRoot.toHex0x());
        }
        if (fork.includes(Fork.PRAGUE)) {
            ArrayNode requests = params.addArray();
            payload.executionRequests().forEach(request -> requests.add(request.toHex0x()));
        }
        Answer status = http.call(methods.newPayload(), params, limits.newPayload());
        return switch (status.field("status").text()) {
            case "VALID" ->
                new PayloadStatus.Valid(status.field("latestValidHash").hash());
            case "INVALID", "INVALID_BLOCK_HASH" -> new PayloadStatus.Invalid(latestValid(status), error(status));
            case "SYNCING" -> new PayloadStatus.Syncing();
            case "ACCEPTED" -> new PayloadStatus.Accepted();
            default -> throw status.bad("unknown status");
        };
    }

    private static Optional<Bytes32> latestValid(Answer status) {
        return status.optional("latestValidHash").map(Answer::hash);
    }

    private static String error(Answer status) {
        return status.optional("validationError")
                .map(error -> JsonRpc.printable(error.text()))
                .orElse("no reason given");
    }

    List<Optional<PayloadBody>> payloadBodiesByHash(List<Bytes32> hashes) {
        if (hashes.size() > MAX_BODIES) {
            throw new IllegalArgumentException("at most 32 bodies at once, got " + hashes.size());
        }
        ArrayNode params = http.params();
        ArrayNode list = params.addArray();
        hashes.forEach(hash -> list.add(hash.toHex0x()));
        Answer answer = http.call(EngineMethods.BODIES_BY_HASH, params, limits.bodies());
        List<Optional<PayloadBody>> bodies = bodies(answer, hashes.size());
        if (bodies.size() != hashes.size()) {
            throw answer.bad(bodies.size() + " bodies for " + hashes.size() + " hashes");
        }
        return bodies;
    }

    List<Optional<PayloadBody>> payloadBodiesByRange(long start, int count) {
        if (start < 1 || count < 1 || count > MAX_BODIES) {
            throw new IllegalArgumentException("start from 1 and count 1 to 32, got " + start + " and " + count);
        }
        ArrayNode params = http.params().add(PayloadCodec.quantity(start)).add(PayloadCodec.quantity(count));
        return bodies(http.call(EngineMethods.BODIES_BY_RANGE, params, limits.bodies()), count);
    }

    private static List<Optional<PayloadBody>> bodies(Answer answer, int max) {
        return answer.items(max).stream()
                .map(item -> BlockCodec.present(item).map(PayloadCodec::readBody))
                .toList();
    }

    private Answer query(String method, ArrayNode params) {
        return http.call(method, params, limits.query());
    }
}
