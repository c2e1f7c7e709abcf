package org.alys.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.TagPlace;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.mining.MergedMiner;
import org.alys.bitcoin.mining.MergedMiningTree;
import org.alys.bitcoin.mining.MiningOutcome;
import org.alys.bitcoin.mining.SolvedBlock;
import org.alys.bitcoin.rpc.BitcoinNode;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;

/**
 * Mines Bitcoin and the sidechain together on one thread: a template from each, search, hand in, again. Whoever does not
 * answer is asked again after a while; only the caller ends the loop.
 */
final class MergedMiningLoop {
    /** About a second of one core; then templates are fetched anew. */
    private static final long HASHES_PER_TEMPLATE = 1 << 20;

    private final NodeClient node;
    private final BitcoinNode bitcoin;
    private final EvmAddress feeAddress;
    private final Bytes payoutScript;
    private final Consumer<String> report;
    private long extraNonce;

    /** Waits between rounds; a test does not. */
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    MergedMiningLoop(
            NodeClient node,
            BitcoinNode bitcoin,
            EvmAddress feeAddress,
            Bytes payoutScript,
            long firstExtraNonce,
            Consumer<String> report) {
        this.node = node;
        this.bitcoin = bitcoin;
        this.feeAddress = feeAddress;
        this.payoutScript = payoutScript;
        this.extraNonce = firstExtraNonce;
        this.report = report;
    }

    /**
     * Mines until {@code proofs} proofs were accepted.
     *
     * @param interval between one solved block and the next search, and between attempts while somebody does not answer
     */
    void run(long proofs, Duration interval, Pause pause) throws InterruptedException {
        long accepted = 0;
        while (accepted < proofs) {
            Round round = round();
            accepted += round == Round.ACCEPTED ? 1 : 0;
            if (round != Round.CONTINUE && accepted < proofs) {
                pause.sleep(interval);
            }
        }
    }

    private enum Round {
        /** A proof was accepted. */
        ACCEPTED,
        /** Something ended without an accepted proof. */
        ENDED,
        /** Nothing found yet. */
        CONTINUE
    }

    private Round round() throws InterruptedException {
        return switch (bitcoin.blockTemplate()) {
            case RpcReply.Answer<BlockTemplate>(BlockTemplate template) -> withParent(template);
            case RpcReply.Failed<BlockTemplate>(var failure) ->
                ended("waiting for Bitcoin: " + failure.code() + " " + failure.describe());
        };
    }

    private Round withParent(BlockTemplate template) throws InterruptedException {
        return switch (node.call("createauxblock", feeAddress.toHex0x())) {
            case NodeReply.Result(JsonNode candidate, Optional<String> _) -> search(template, candidate);
            case NodeReply.Refused(int code, String message) ->
                ended("waiting for the sidechain: error " + code + ", " + message);
            case NodeReply.Unreachable(String reason) ->
                ended("waiting for the sidechain: no answer from " + node.uri() + " (" + reason + ")");
        };
    }

    private Round search(BlockTemplate template, JsonNode candidate) throws InterruptedException {
        String hash = candidate.path("hash").asText();
        int chainId = candidate.path("chainid").asInt(-1);
        MergedMiner miner;
        try {
            MergedMiningTree tree = MergedMiningTree.single(chainId, AuxHash.fromDisplay(hash));
            CompactTarget bits = CompactTarget.fromHex(candidate.path("bits").asText());
            miner = new MergedMiner(template, payoutScript, tree, TagPlace.INPUT_SCRIPT, bits, extraNonce);
        } catch (IllegalArgumentException e) {
            return ended("the sidechain's candidate makes no sense: " + e.getMessage());
        }
        extraNonce += HASHES_PER_TEMPLATE;
        return switch (miner.mine(HASHES_PER_TEMPLATE, Thread.currentThread()::isInterrupted)) {
            case MiningOutcome.Solved(SolvedBlock block, long _) ->
                handIn(block, chainId, hash, candidate.path("height").asLong());
            case MiningOutcome.Exhausted _ -> Round.CONTINUE;
            case MiningOutcome.AmbiguousTag _ -> Round.CONTINUE;
            case MiningOutcome.Cancelled _ -> throw new InterruptedException("mining was called off");
        };
    }

    private Round handIn(SolvedBlock block, int chainId, String hash, long height) throws InterruptedException {
        String parent = block.meetsParentTarget() ? submitParent(block) : "below Bitcoin's difficulty";
        if (!block.meetsAuxTarget()) {
            return ended("bitcoin block " + block.hash() + " " + parent + "; no proof");
        }
        String proof = block.proofFor(chainId)
                .map(auxPow -> Hex.encode(auxPow.encode()))
                .orElseThrow(() -> new IllegalStateException("the tree was built for this chain"));
        NodeReply reply = node.call("submitauxblock", hash, proof);
        boolean accepted = reply instanceof NodeReply.Result(JsonNode value, Optional<String> _) && value.asBoolean();
        report.accept("bitcoin block " + block.hash() + " " + parent + "; proof for height " + height + " "
                + describe(reply));
        return accepted ? Round.ACCEPTED : Round.ENDED;
    }

    private String submitParent(SolvedBlock block) {
        return switch (bitcoin.submitBlock(Bytes.of(block.encode()))) {
            case RpcReply.Answer<Optional<String>>(Optional<String> refusal) ->
                refusal.map(reason -> "refused: " + reason).orElse("accepted");
            case RpcReply.Failed<Optional<String>>(var failure) -> "not handed in: " + failure.describe();
        };
    }

    private static String describe(NodeReply reply) {
        return switch (reply) {
            case NodeReply.Result(JsonNode value, Optional<String> reason) ->
                value.asBoolean() ? "accepted" : "rejected: " + reason.orElse("no reason given");
            case NodeReply.Refused(int code, String message) -> "refused: error " + code + ", " + message;
            case NodeReply.Unreachable(String reason) -> "not handed in: " + reason;
        };
    }

    private Round ended(String line) {
        report.accept(line);
        return Round.ENDED;
    }
}
