package org.alys.node.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.alys.actor.StopReport;
import org.alys.node.config.NodeConfig;
import org.alys.node.wiring.FederationLinks;
import org.alys.node.wiring.Node;
import org.alys.node.wiring.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code alys node}. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs a node until it is told to stop (SIGTERM, Ctrl-C).",
        footer = {"", "Example:", "  alys node --config alys.conf"})
final class NodeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigFileOption file;

    @Override
    public Integer call() throws InterruptedException {
        NodeConfig config = file.load();
        LogLevel.set(config.logLevel());
        try (Node node = start(config)) {
            Thread stopper = new Thread(node::close, "stop");
            Runtime.getRuntime().addShutdownHook(stopper);
            LOG.info("serving on port {}", node.httpPort());
            StopReport report = node.whenStopped().join();
            LOG.info("stopped: {}", report);
            return node.failure().isPresent() ? CommandException.FAILED : 0;
        }
    }

    private static Node start(NodeConfig config) throws InterruptedException {
        try {
            return Node.start(config, FederationLinks.open(config), List.of());
        } catch (StartException e) {
            throw new CommandException(e.code(), CommandException.FAILED, e.getMessage());
        }
    }
}
