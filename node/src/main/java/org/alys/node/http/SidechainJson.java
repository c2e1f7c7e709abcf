package org.alys.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The chain's state and recent submissions in JSON. */
final class SidechainJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SidechainJson() {}

    static ObjectNode sidechain(SidechainView view) {
        ObjectNode node = JSON.objectNode()
                .put("version", view.version())
                .put("network", view.network())
                .put("chainId", view.chainId())
                .put("auxPowChainId", view.auxPowChainId())
                .put("genesisRoot", view.genesisRoot().toHex0x());
        node.set("head", point(view.head()));
        node.set("federationFinal", point(view.federationFinal()));
        node.put("federationFinalTime", view.federationFinalTime().toString());
        node.set("bitcoinFinal", point(view.bitcoinFinal()));
        node.put(
                        "blocksWithoutAuxPow",
                        view.head().height() - view.bitcoinFinal().height())
                .put("maxBlocksWithoutAuxPow", view.maxBlocksWithoutAuxPow())
                .put("requiredBits", MiningMethods.bits(view.requiredBits()))
                .put("members", view.members())
                .put("threshold", view.threshold())
                .put("peers", view.peers())
                .put("syncing", view.syncing())
                .put("evidence", view.evidence());
        node.set("sync", sync(view.sync()));
        view.bitcoin()
                .ifPresentOrElse(
                        bitcoin -> node.putObject("bitcoin")
                                .put("network", bitcoin.network())
                                .put("height", bitcoin.height()),
                        () -> node.putNull("bitcoin"));
        view.execution()
                .ifPresentOrElse(
                        execution -> node.putObject("execution")
                                .put("client", execution.client())
                                .put("height", execution.height()),
                        () -> node.putNull("execution"));
        node.putObject("peg")
                .put("mintedSats", view.peg().minted().value())
                .put("paidOutSats", view.peg().paidOut().value())
                .put("heldSats", view.peg().held().value())
                .put("waitingPegIns", view.peg().waiting())
                .put("outstandingPegOuts", view.peg().outstanding());
        return node;
    }

    static ObjectNode sync(SidechainView.Sync sync) {
        ObjectNode node = JSON.objectNode()
                .put("phase", sync.phase())
                .put("readiness", sync.readiness())
                .put("height", sync.height())
                .put("target", sync.target())
                .put("progress", sync.progress())
                .put("blocksPerSecond", sync.blocksPerSecond())
                .put("mayProduce", sync.mayProduce());
        sync.secondsLeft().ifPresentOrElse(left -> node.put("secondsLeft", left), () -> node.putNull("secondsLeft"));
        sync.waitsFor().ifPresentOrElse(reason -> node.put("waitsFor", reason), () -> node.putNull("waitsFor"));
        return node;
    }

    static ArrayNode syncPeers(List<SyncPeerView> peers) {
        ArrayNode list = JSON.arrayNode();
        for (SyncPeerView peer : peers) {
            ObjectNode node = list.addObject().put("peer", peer.id());
            peer.member().ifPresentOrElse(index -> node.put("member", index), () -> node.putNull("member"));
            peer.finalHeight()
                    .ifPresentOrElse(height -> node.put("finalHeight", height), () -> node.putNull("finalHeight"));
            node.put("standing", peer.standing()).put("score", peer.score());
            ObjectNode parts = node.putObject("parts");
            peer.parts()
                    .forEach(part -> parts.putObject(part.name())
                            .put("value", part.value())
                            .put("weight", part.weight()));
        }
        return list;
    }

    static ObjectNode submissions(List<AuxPowSubmission> submissions) {
        ObjectNode node = JSON.objectNode();
        ArrayNode list = node.putArray("submissions");
        submissions.forEach(submission -> list.add(submission(submission)));
        return node;
    }

    private static ObjectNode submission(AuxPowSubmission submission) {
        ObjectNode node = JSON.objectNode()
                .put("time", submission.at().toString())
                .put("hash", submission.printedHash().toHex());
        submission
                .parentBlockHash()
                .ifPresentOrElse(
                        hash -> node.put("parentBlockHash", BlockJson.bitcoinHash(hash)),
                        () -> node.putNull("parentBlockHash"));
        return switch (submission.outcome()) {
            case SubmitAuxBlock.Accepted() -> node.put("status", "accepted");
            case SubmitAuxBlock.Rejected(String reason, String facts) -> rejected(node, reason, facts);
            case SubmitAuxBlock.UnknownHash() -> rejected(node, "unknown-hash", "no template with this hash");
            case SubmitAuxBlock.Undecodable(String problem) -> rejected(node, "undecodable", problem);
            case SubmitAuxBlock.NotConnected(String reason) -> rejected(node, "not-connected", reason);
            case SubmitAuxBlock.NotReady(String reason) -> rejected(node, "not-ready", reason);
        };
    }

    private static ObjectNode rejected(ObjectNode node, String reason, String facts) {
        return node.put("status", "rejected").put("reason", reason).put("facts", facts);
    }

    private static ObjectNode point(SidechainView.Point point) {
        return JSON.objectNode()
                .put("height", point.height())
                .put("root", point.root().toHex0x());
    }
}
