package org.alys.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.alys.chain.block.BlockHeader;
import org.alys.chain.block.SignedHeader;
import org.alys.chain.evidence.Evidence;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/** Evidence as JSON: everything that is signed, field by field. */
final class EvidenceJson {
    private EvidenceJson() {}

    static ObjectNode evidence(Bytes32 genesisRoot, List<EvidenceView> views) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("genesisRoot", genesisRoot.toHex0x());
        ArrayNode list = node.putArray("evidence");
        views.forEach(view -> put(list.addObject(), view));
        return node;
    }

    private static void put(ObjectNode node, EvidenceView view) {
        node.put("member", view.evidence().member())
                .put("blsPublicKey", view.publicKey().toHex0x())
                .put("seen", view.seen().toString());
        switch (view.evidence()) {
            case Evidence.DoubleVote(Vote first, Vote second) -> {
                node.put("kind", "votes");
                put(node.putObject("first"), first);
                put(node.putObject("second"), second);
            }
            case Evidence.DoubleProposal(SignedHeader first, SignedHeader second) -> {
                node.put("kind", "proposals");
                put(node.putObject("first"), first);
                put(node.putObject("second"), second);
            }
        }
    }

    private static void put(ObjectNode node, Vote vote) {
        node.put("kind", vote.ballot().kind().name().toLowerCase(Locale.ROOT))
                .put("fromSlot", vote.ballot().fromSlot())
                .put("toSlot", vote.ballot().toSlot())
                .put("root", vote.ballot().root().toHex0x())
                .put("signature", vote.signature().bytes().toHex0x());
    }

    private static void put(ObjectNode node, SignedHeader signed) {
        BlockHeader header = signed.header();
        node.put("blockRoot", header.root().toHex0x())
                .put("parentRoot", header.parentRoot().toHex0x())
                .put("height", header.height())
                .put("slot", header.slot())
                .put("proposer", header.proposer())
                .put("payloadRoot", header.payloadRoot().toHex0x())
                .put("pegInsRoot", header.pegInsRoot().toHex0x())
                .put("pegOutProposalsRoot", header.pegOutProposalsRoot().toHex0x())
                .put("settledPegOutsRoot", header.settledPegOutsRoot().toHex0x())
                .put("auxPowRoot", header.auxPowRoot().toHex0x())
                .put("signature", signed.signature().bytes().toHex0x());
    }
}
