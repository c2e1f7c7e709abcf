package org.alys.node.http;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;

/** {@code createauxblock}, {@code submitauxblock} and {@code getauxblock} with Namecoin's fields, order and codes. */
final class MiningMethods {
    static final String REJECT_REASON = "X-Reject-Reason";
    static final String REJECT_FACTS = "X-Reject-Facts";
    private static final int MAX_HEADER_CHARS = 300;

    private final MiningApi mining;

    MiningMethods(MiningApi mining) {
        this.mining = mining;
    }

    List<RpcMethod> all() {
        return List.of(
                new RpcMethod(
                        "createauxblock",
                        "createauxblock <address>",
                        "Returns a candidate for merged mining whose fee share goes to the EVM address.",
                        1,
                        1,
                        params -> params.text(0).map(this::create).orElseGet(() -> badAddress("not a string"))),
                new RpcMethod(
                        "submitauxblock",
                        "submitauxblock <hash> <auxpow>",
                        "Submits the solved AuxPoW, in hex, for a candidate's hash.",
                        2,
                        2,
                        this::submit),
                new RpcMethod(
                        "getauxblock",
                        "getauxblock [<hash> <auxpow>]",
                        "Without parameters creates a candidate for the configured payout address; with two submits a"
                                + " solved one.",
                        0,
                        2,
                        this::createOrSubmit));
    }

    private RpcReply createOrSubmit(RpcParams params) {
        return switch (params.size()) {
            case 0 ->
                mining.payoutAddress()
                        .map(this::create)
                        .orElseGet(() -> new RpcReply.Failure(
                                RpcReply.INVALID_ADDRESS,
                                "no payout address: set mining.payoutAddress in the node's configuration, or use"
                                        + " createauxblock <address>"));
            case 2 -> submit(params);
            default ->
                new RpcReply.Failure(
                        RpcReply.MISC_ERROR, "usage: getauxblock [<hash> <auxpow>]: both parameters or none");
        };
    }

    private RpcReply create(String address) {
        try {
            return create(EvmAddress.fromHex(address));
        } catch (IllegalArgumentException e) {
            return badAddress(String.valueOf(e.getMessage()));
        }
    }

    private RpcReply create(EvmAddress payTo) {
        return switch (mining.createAuxBlock(payTo)) {
            case CreateAuxBlock.Created(AuxBlockTemplate template) -> RpcReply.of(json(template));
            case CreateAuxBlock.NotConnected(String reason) -> new RpcReply.Failure(RpcReply.NOT_CONNECTED, reason);
            case CreateAuxBlock.NotReady(String reason) -> new RpcReply.Failure(RpcReply.NOT_READY, reason);
        };
    }

    private RpcReply submit(RpcParams params) {
        Optional<String> hash = params.text(0);
        Optional<String> auxPow = params.text(1);
        if (hash.isEmpty() || auxPow.isEmpty()) {
            return new RpcReply.Failure(RpcReply.MISC_ERROR, "hash and auxpow must be strings of hex digits");
        }
        Optional<Bytes32> printed = QueryMethods.hash(hash.get());
        if (printed.isEmpty()) {
            return new RpcReply.Failure(
                    RpcReply.INVALID_PARAMETER,
                    "hash must be 64 hex digits, got " + hash.get().length() + " characters");
        }
        byte[] proof;
        try {
            proof = Hex.decode(auxPow.get());
        } catch (IllegalArgumentException e) {
            return new RpcReply.Failure(RpcReply.UNDECODABLE, "auxpow is not hex: " + e.getMessage());
        }
        return reply(mining.submitAuxBlock(printed.get(), proof));
    }

    private static RpcReply reply(SubmitAuxBlock outcome) {
        return switch (outcome) {
            case SubmitAuxBlock.Accepted() -> RpcReply.of(BooleanNode.TRUE);
            case SubmitAuxBlock.Rejected(String reason, String facts) ->
                new RpcReply.Result(
                        BooleanNode.FALSE, Map.of(REJECT_REASON, header(reason), REJECT_FACTS, header(facts)));
            case SubmitAuxBlock.UnknownHash() -> new RpcReply.Failure(RpcReply.INVALID_PARAMETER, "block hash unknown");
            case SubmitAuxBlock.Undecodable(String problem) ->
                new RpcReply.Failure(RpcReply.UNDECODABLE, "auxpow cannot be decoded: " + problem);
            case SubmitAuxBlock.NotConnected(String reason) -> new RpcReply.Failure(RpcReply.NOT_CONNECTED, reason);
            case SubmitAuxBlock.NotReady(String reason) -> new RpcReply.Failure(RpcReply.NOT_READY, reason);
        };
    }

    private static RpcReply badAddress(String problem) {
        return new RpcReply.Failure(RpcReply.INVALID_ADDRESS, "invalid EVM address: " + problem);
    }

    private static ObjectNode json(AuxBlockTemplate template) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("hash", template.hash().toHex())
                .put("chainid", template.chainId())
                .put("previousblockhash", template.previousBlockHash().toHex())
                .put("coinbasevalue", template.coinbaseValueSats())
                .put("bits", bits(template.bits()))
                .put("height", template.height())
                .put("_target", template.target().reversed().toHex());
    }

    static String bits(int bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** Facts may quote what a miner sent: only printable ASCII may reach a header. */
    private static String header(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?").strip();
        return printable.isEmpty() ? "-" : printable.substring(0, Math.min(printable.length(), MAX_HEADER_CHARS));
    }
}
