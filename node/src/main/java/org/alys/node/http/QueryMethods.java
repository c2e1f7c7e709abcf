package org.alys.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.alys.primitives.Bytes32;

/** The read-only calls. A block that does not exist is {@code null}, as the predecessor answered. */
final class QueryMethods {
    static final int MAX_PEGS = 1000;
    private static final int DEFAULT_PEGS = 100;

    private final QueryApi query;

    QueryMethods(QueryApi query) {
        this.query = query;
    }

    List<RpcMethod> all() {
        return List.of(
                read("getheadblock", "Returns the head block.", () -> RpcReply.of(BlockJson.block(query.headBlock()))),
                new RpcMethod(
                        "getblockbyheight",
                        "getblockbyheight <height>",
                        "Returns the block at that height, or null.",
                        1,
                        1,
                        this::blockByHeight),
                new RpcMethod(
                        "getblockbyhash",
                        "getblockbyhash <hash>",
                        "Returns the block with that root or execution block hash, or null.",
                        1,
                        1,
                        this::blockByHash),
                read(
                        "getqueuedpow",
                        "Returns the proof that waits for a block to carry it, or null.",
                        () -> query.queuedPow()
                                .map(pow -> RpcReply.of(BlockJson.auxPow(pow)))
                                .orElseGet(RpcReply::none)),
                read("getdepositaddress", "Returns the federation's Bitcoin address.", this::depositAddress),
                read(
                        "getsidechaininfo",
                        "Returns heights, finality, peg totals and connections.",
                        () -> RpcReply.of(SidechainJson.sidechain(query.sidechain()))),
                read(
                        "getevidence",
                        "Returns pairs of signatures of which an honest member makes at most one.",
                        () -> RpcReply.of(EvidenceJson.evidence(query.genesisRoot(), query.evidence()))),
                new RpcMethod(
                        "listpegins",
                        "listpegins [<count> [<skip>]]",
                        "Returns deposits, newest first; at most " + MAX_PEGS + ", by default " + DEFAULT_PEGS + ".",
                        0,
                        2,
                        this::pegIns),
                new RpcMethod(
                        "listpegouts",
                        "listpegouts [<count> [<skip>]]",
                        "Returns requests for bitcoin, newest first; at most " + MAX_PEGS + ", by default "
                                + DEFAULT_PEGS + ".",
                        0,
                        2,
                        this::pegOuts));
    }

    /** A method whose parameters, if any, are ignored: the predecessor's clients send anything. */
    private static RpcMethod read(String name, String summary, java.util.function.Supplier<RpcReply> body) {
        return new RpcMethod(name, name, summary, 0, Integer.MAX_VALUE, params -> body.get());
    }

    private RpcReply blockByHeight(RpcParams params) {
        OptionalLong height = params.integer(0);
        if (height.isEmpty()) {
            return new RpcReply.Failure(RpcReply.MISC_ERROR, "height must be an integer");
        }
        if (height.getAsLong() < 0) {
            return new RpcReply.Failure(RpcReply.INVALID_PARAMETER, "block height out of range: " + height.getAsLong());
        }
        return block(query.blockByHeight(height.getAsLong()));
    }

    private RpcReply blockByHash(RpcParams params) {
        Optional<String> text = params.text(0);
        if (text.isEmpty()) {
            return new RpcReply.Failure(RpcReply.MISC_ERROR, "hash must be a string of hex digits");
        }
        return hash(text.get())
                .map(hash -> block(query.blockByHash(hash)))
                .orElseGet(() -> new RpcReply.Failure(
                        RpcReply.INVALID_PARAMETER,
                        "hash must be 64 hex digits, got " + text.get().length() + " characters"));
    }

    private static RpcReply block(Optional<BlockView> block) {
        return block.map(found -> RpcReply.of(BlockJson.block(found))).orElseGet(RpcReply::none);
    }

    private RpcReply depositAddress() {
        return switch (query.depositAddress()) {
            case DepositAddress.Address(String address) -> RpcReply.of(TextNode.valueOf(address));
            case DepositAddress.NotReady(String reason) -> new RpcReply.Failure(RpcReply.NOT_READY, reason);
        };
    }

    private RpcReply pegIns(RpcParams params) {
        return page(params, (count, skip) -> query.pegIns(count, skip).stream().map(BlockJson::pegIn));
    }

    private RpcReply pegOuts(RpcParams params) {
        return page(params, (count, skip) -> query.pegOuts(count, skip).stream().map(BlockJson::pegOut));
    }

    /** Part of a list, found by count and skip. */
    @FunctionalInterface
    private interface Listing {
        Stream<ObjectNode> page(int count, int skip);
    }

    private static RpcReply page(RpcParams params, Listing listing) {
        OptionalLong count = params.size() > 0 ? params.integer(0) : OptionalLong.of(DEFAULT_PEGS);
        OptionalLong skip = params.size() > 1 ? params.integer(1) : OptionalLong.of(0);
        if (count.isEmpty() || skip.isEmpty()) {
            return new RpcReply.Failure(RpcReply.MISC_ERROR, "count and skip must be integers");
        }
        if (count.getAsLong() < 0
                || count.getAsLong() > MAX_PEGS
                || skip.getAsLong() < 0
                || skip.getAsLong() > Integer.MAX_VALUE) {
            return new RpcReply.Failure(
                    RpcReply.INVALID_PARAMETER, "count must be 0 to " + MAX_PEGS + " and skip must not be negative");
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        listing.page((int) count.getAsLong(), (int) skip.getAsLong()).forEach(list::add);
        return RpcReply.of(list);
    }

    /** 32 bytes from 64 hex digits, with or without {@code 0x}. */
    static Optional<Bytes32> hash(String text) {
        return text.matches("(0[xX])?[0-9a-fA-F]{64}") ? Optional.of(Bytes32.fromHex(text)) : Optional.empty();
    }
}
