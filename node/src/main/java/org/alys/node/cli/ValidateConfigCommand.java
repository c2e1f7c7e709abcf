package org.alys.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.NodeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alys validate-config FILE}. */
@Command(
        name = "validate-config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Checks a configuration and prints what it means, or everything that is wrong with it.",
        footer = {
            "",
            "Environment variables override keys: ALYS_ and the key in capitals, with an underscore for every dot and",
            "before every inner capital, so ALYS_HTTP_PORT is http.port and ALYS_DATA_DIR is dataDir.",
            "",
            "Example:",
            "  alys validate-config alys.conf",
        })
final class ValidateConfigCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the node's configuration (HOCON)")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public void run() {
        NodeConfig config = ConfigFileOption.orComplain(new ConfigLoader(file, System.getenv()).load(), file, spec);
        ChainSpec chain = config.chain();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ok");
        out.println("preset     " + config.preset().label());
        out.println("chain      " + chain.chainId() + ", merged-mining id " + chain.auxPowChainId() + ", spec root "
                + chain.specRoot());
        out.println(
                "federation " + chain.threshold() + " of " + chain.federation().size()
                        + config.member()
                                .map(member -> ", this node is member " + member.index())
                                .orElse(", this node follows"));
        out.println("bitcoin    " + chain.bitcoinNetwork().coreName() + " at "
                + config.bitcoin().url());
        out.println("execution  "
                + switch (config.execution()) {
                    case NodeConfig.Execution.EngineApi client ->
                        client.engineUrl().toString();
                    case NodeConfig.Execution.Embedded own ->
                        "embedded, JSON-RPC at " + own.rpcBind() + ":" + own.rpcPort()
                                + (own.archive() ? ", archive" : "");
                });
        out.println("http       " + config.http().bind() + ":" + config.http().port()
                + (config.http().auth().isPresent() ? ", with password" : ", without password"));
        out.println("data       " + config.dataDir());
    }
}
