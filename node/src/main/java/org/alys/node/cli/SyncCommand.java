package org.alys.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
import org.alys.node.sync.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code alys sync}. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Watches and steers how a node gets blocks from others.",
            "A node whose sync is paused stays at the block that it is at, whatever others send, and takes no part.",
            "An order lasts until the next one, over restarts of the node too."
        },
        footer = {
            "",
            "Examples:",
            "  alys sync status",
            "  alys sync peers                 whom blocks are asked of, and why",
            "  alys sync pause",
            "  alys sync resume --until 5000   goes on up to block 5000 and no further, and pauses there",
            "  alys sync checkpoint            the line that pins the last Bitcoin-final block on another node",
        })
final class SyncCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "status, peers, pause, resume or checkpoint?");
    }

    @Command(name = "status", description = "Shows how far the sync is.", mixinStandardHelpOptions = true)
    int status(@Mixin NodeAddress node) throws InterruptedException {
        return show(node, "getsyncstatus");
    }

    @Command(
            name = "peers",
            description = "Shows what connected peers are worth as sources of blocks, and what that is made of.",
            mixinStandardHelpOptions = true)
    int peers(@Mixin NodeAddress address) throws InterruptedException {
        try (NodeClient node = address.connect()) {
            SyncPeerTable.print(out(), node.required(node.call("getsyncpeers")));
            return 0;
        }
    }

    @Command(name = "pause", description = "Stays at this block, and takes no part.", mixinStandardHelpOptions = true)
    int pause(@Mixin NodeAddress node) throws InterruptedException {
        return show(node, "pausesync");
    }

    @Command(name = "resume", description = "Goes on after a pause.", mixinStandardHelpOptions = true)
    int resume(
            @Mixin NodeAddress node,
            @Option(
                            names = "--until",
                            paramLabel = "HEIGHT",
                            description = "go on up to this block and no further, and pause there")
                    Optional<Long> until)
            throws InterruptedException {
        return show(node, "resumesync", until.map(String::valueOf).stream().toArray(String[]::new));
    }

    @Command(
            name = "checkpoint",
            description = "Prints the last Bitcoin-final block as the key sync.checkpoint of a configuration.",
            mixinStandardHelpOptions = true)
    int checkpoint(@Mixin NodeAddress address) throws InterruptedException {
        try (NodeClient node = address.connect()) {
            JsonNode block = node.required(node.call("getsidechaininfo")).path("bitcoinFinal");
            if (block.path("height").asLong() < 1) {
                throw new CommandException(
                        "SYN009",
                        CommandException.FAILED,
                        "no block is Bitcoin-final yet; ask again after the next proof");
            }
            out().println("sync.checkpoint = \"" + block.path("root").asText() + "@"
                    + block.path("height").asLong() + "\"");
            return 0;
        }
    }

    private int show(NodeAddress address, String method, String... params) throws InterruptedException {
        try (NodeClient node = address.connect()) {
            JsonNode sync = node.required(node.call(method, params));
            out().println(line(sync));
            if (sync.path("waitsFor").isTextual()) {
                out().println(sync.path("waitsFor").textValue());
            }
            return 0;
        }
    }

    /** The sync of {@code getsidechaininfo} for people. */
    static String line(JsonNode sync) {
        return sync.path("phase").asText("?") + ", "
                + ProgressLine.progress(
                        sync.path("height").asLong(),
                        sync.path("target").asLong(),
                        sync.path("progress").asDouble(),
                        sync.path("blocksPerSecond").asDouble(),
                        sync.path("secondsLeft").asLong(-1));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
