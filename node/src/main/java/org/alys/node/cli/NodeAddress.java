package org.alys.node.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which node a command speaks to. */
final class NodeAddress {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:3000",
            description = "the node's HTTP port (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String url;

    @Option(names = "--user", description = "user of the node's HTTP port")
    private Optional<String> user = Optional.empty();

    @Option(names = "--password", description = "password of the node's HTTP port")
    private Optional<String> password = Optional.empty();

    /** To be closed by the caller. */
    NodeClient connect() {
        return new NodeClient(NodeOptions.url("--url", url), NodeOptions.auth(user, password));
    }
}
