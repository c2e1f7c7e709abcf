package org.alys.node.cli;

import java.util.List;
import java.util.concurrent.Callable;
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
            Thread stopper = new Thread(() -> stop(node), "stop");
            Runtime.getRuntime().addShutdownHook(stopper);
            LOG.info("serving on port {}", node.httpPort());
            awaitStop(node);
            int status = status(node);
            if (!isTold(stopper)) {
                LOG.info("stopped by itself");
            }
            return status;
        }
    }

    /**
     * Runs when the process is told to end. The virtual machine would report the signal as the exit status, which reads like a
     * failure; a node that did as it was told ends with 0.
     */
    private static void stop(Node node) {
        node.close();
        Runtime.getRuntime().halt(status(node));
    }

    private static int status(Node node) {
        return node.failure().isPresent() ? CommandException.FAILED : 0;
    }

    /** Whether the process was told to end; if not, {@code stopper} will not run any more. */
    private static boolean isTold(Thread stopper) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopper);
            return false;
        } catch (IllegalStateException ending) {
            LOG.debug("the process is ending");
            return true;
        }
    }

    private static void awaitStop(Node node) {
        if (!Terminal.isThere()) {
            node.whenStopped().join();
            return;
        }
        SyncBar bar = SyncBar.on(System.err, node::sync);
        try {
            node.whenStopped().join();
        } finally {
            bar.close();
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
