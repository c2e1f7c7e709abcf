package org.alys.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.Callable;
import org.alys.node.sync.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code alys status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows how a node does. Exit status 1 when it cannot be reached.",
        footer = {"", "Example:", "  alys status --url http://127.0.0.1:3000"})
final class StatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private NodeAddress address;

    private static final Set<String> WELL = Set.of("healthy", "unknown");

    @Override
    public Integer call() throws InterruptedException {
        try (NodeClient node = address.connect()) {
            JsonNode chain = node.required(node.call("getsidechaininfo"));
            JsonNode health = node.required(node.page("/health"));
            print(spec.commandLine().getOut(), chain, health);
            return 0;
        }
    }

    private static void print(PrintWriter out, JsonNode chain, JsonNode health) {
        row(
                out,
                "node",
                "alys " + text(chain, "version") + ", " + text(health, "status") + ", "
                        + (health.path("ready").booleanValue() ? "ready" : "not ready"));
        health.path("reasons").forEach(reason -> row(out, "", "not ready: " + reason.asText()));
        row(
                out,
                "network",
                text(chain, "network") + ", chain id " + text(chain, "chainId") + ", merged-mining id "
                        + text(chain, "auxPowChainId"));
        row(
                out,
                "consensus",
                text(health, "consensus") + ", " + text(chain, "threshold") + " of " + text(chain, "members")
                        + " members, " + text(chain, "peers") + " peers");
        sync(out, chain.path("sync"));
        if (chain.path("evidence").asInt() > 0) {
            row(
                    out,
                    "",
                    "CHN011 members signed what no honest member signs, " + text(chain, "evidence")
                            + " pieces of evidence: see getevidence");
        }
        point(out, "head", chain.path("head"));
        point(out, "federation-final", chain.path("federationFinal"));
        row(out, "", "of " + text(chain, "federationFinalTime"));
        point(out, "bitcoin-final", chain.path("bitcoinFinal"));
        row(
                out,
                "without work",
                text(chain, "blocksWithoutAuxPow") + " of at most " + text(chain, "maxBlocksWithoutAuxPow")
                        + " blocks, next bits " + text(chain, "requiredBits"));
        JsonNode bitcoin = chain.path("bitcoin");
        row(
                out,
                "bitcoin",
                bitcoin.isObject() ? text(bitcoin, "network") + ", block " + text(bitcoin, "height") : "not connected");
        JsonNode execution = chain.path("execution");
        row(
                out,
                "execution",
                execution.isObject()
                        ? text(execution, "client") + ", block " + text(execution, "height")
                        : "not connected");
        JsonNode peg = chain.path("peg");
        row(
                out,
                "peg",
                btc(peg, "mintedSats") + " minted, " + btc(peg, "paidOutSats") + " paid out, " + btc(peg, "heldSats")
                        + " held");
        row(
                out,
                "",
                text(peg, "waitingPegIns") + " deposits waiting, " + text(peg, "outstandingPegOuts")
                        + " payments outstanding");
        health.path("components").forEach(component -> {
            if (!text(component, "status").equals("healthy")) {
                row(out, text(component, "name"), text(component, "status") + ": " + text(component, "detail"));
            }
        });
        health.path("actors").forEach(actor -> {
            if (!WELL.contains(text(actor, "state"))) {
                row(
                        out,
                        "actor " + text(actor, "name"),
                        text(actor, "state") + ", started again " + text(actor, "restarts") + " times");
            }
        });
        out.flush();
    }

    private static void sync(PrintWriter out, JsonNode sync) {
        String bar = Terminal.isThere() && sync.path("progress").asDouble() < 1
                ? ProgressLine.bar(sync.path("progress").asDouble()) + " "
                : "";
        row(out, "sync", bar + SyncCommand.line(sync));
        if (sync.path("waitsFor").isTextual()) {
            row(out, "", text(sync, "waitsFor"));
        }
    }

    private static void point(PrintWriter out, String name, JsonNode point) {
        row(out, name, text(point, "height") + "  " + text(point, "root"));
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("%-17s %s%n", name, value);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("?");
    }

    private static String btc(JsonNode node, String field) {
        return BigDecimal.valueOf(node.path(field).asLong(), 8).toPlainString() + " BTC";
    }
}
