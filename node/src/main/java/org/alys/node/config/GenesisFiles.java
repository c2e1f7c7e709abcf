package org.alys.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.alys.chain.block.Block;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.FederationMember;
import org.alys.chain.spec.Genesis;
import org.alys.chain.spec.PegParameters;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.chain.PayloadConversion;
import org.alys.primitives.Bytes;

/** What every node and execution client of a network must share. */
public final class GenesisFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GenesisFiles() {}

    /** {@code spec} as the JSON file that {@code chainSpecFile} reads. */
    public static String chainSpec(ChainSpec spec) {
        ObjectNode node = JSON.createObjectNode()
                .put("slotDuration", spec.slotDurationSeconds() + " s")
                .put("threshold", spec.threshold())
                .put("chainId", spec.chainId())
                .put("auxPowChainId", spec.auxPowChainId())
                .put("maxBlocksWithoutAuxPow", spec.maxBlocksWithoutAuxPow());
        node.putObject("auxPow")
                .put("targetBlocks", spec.auxPow().targetBlocks())
                .put("powLimit", spec.auxPow().powLimit().toHex())
                .put("maxAdjustmentPercent", spec.auxPow().maxAdjustmentPercent());
        peg(node.putObject("pegIn"), spec.pegIn());
        peg(node.putObject("pegOut"), spec.pegOut());
        node.put("bitcoinNetwork", spec.bitcoinNetwork().name().toLowerCase(Locale.ROOT))
                .put("bitcoinStartHeight", spec.bitcoinStartHeight())
                .put("fork", spec.fork().name().toLowerCase(Locale.ROOT))
                .put("genesisTime", spec.genesisTimeSeconds());
        ArrayNode federation = node.putArray("federation");
        spec.federation().forEach(member -> member(federation.addObject(), member));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
        }
    }

    /** The first EVM block of {@code spec}'s chain. Its extra data is the spec's root, so that it belongs to no other chain. */
    public static GenesisParameters execution(ChainSpec spec) {
        return new GenesisParameters(
                spec.chainId(),
                spec.fork(),
                spec.genesisTimeSeconds(),
                spec.pegOut().minimum(),
                Bytes.of(spec.specRoot().toArray()));
    }

    /** The first block of {@code spec}'s chain, worked out without an execution client. */
    public static Block block(ChainSpec spec) {
        var first = GenesisFile.parse(ExecutionGenesis.json(execution(spec))).block();
        return Genesis.block(spec, PayloadConversion.toPayload(first, spec.fork(), List.of()));
    }

    private static void peg(ObjectNode node, PegParameters peg) {
        node.put("confirmations", peg.confirmations())
                .put("minimumSats", peg.minimum().value());
    }

    private static void member(ObjectNode node, FederationMember member) {
        node.put("blsPublicKey", member.blsPublicKey().toHex0x())
                .put("bitcoinPublicKey", member.bitcoinPublicKey().toHex())
                .put("feeAddress", member.feeAddress().toString())
                .put("proofOfPossession", member.proofOfPossession().bytes().toHex0x());
        member.peerId().ifPresent(id -> node.put("peerId", id));
    }
}
