package org.alys.node.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.node.dev.DevChain;
import org.alys.node.dev.DevOptions;
import org.alys.node.dev.RunningChain;
import org.alys.node.wiring.StartException;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code alys dev}. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs a whole development chain on this machine: Bitcoin regtest, a federation of three that executes EVM blocks, a miner.",
            "Ctrl-C stops everything it started. Its keys are known to everybody: for development only."
        },
        footer = {
            "",
            "Examples:",
            "  alys dev                                   start it",
            "  alys dev --peg-in 1.0 0xf39F...            deposit bitcoin (in a second terminal, or with a new chain)",
            "  alys dev --bitcoin bitcoind --execution ethereumjs      with a real daemon and client (fetched once)",
            "  alys dev --execution http://127.0.0.1:8551 --execution-rpc http://127.0.0.1:8545 --jwt-secret FILE",
        })
final class DevCommand implements Callable<Integer> {
    private static final String EMBEDDED = "embedded";
    static final String MINER = "0xb95f80EC665a534b1e309a2a24F8849d27B70FDE";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", description = "where the chain is kept (default: .alys/dev)")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "3000",
            description = "HTTP port (default: 3000, or a free one)")
    private int port;

    @Option(
            names = "--members",
            paramLabel = "N",
            description = "size of the federation (default: 3; 1 with an execution client outside)")
    private Optional<Integer> members = Optional.empty();

    @Option(
            names = "--bitcoin",
            paramLabel = "URL",
            defaultValue = EMBEDDED,
            description = "embedded (default), bitcoind to start one, or the URL of a regtest node")
    private String bitcoin = EMBEDDED;

    @Option(names = "--bitcoin-user", description = "its RPC user")
    private Optional<String> bitcoinUser = Optional.empty();

    @Option(names = "--bitcoin-password", description = "its RPC password")
    private Optional<String> bitcoinPassword = Optional.empty();

    @Option(names = "--bitcoin-cookie", paramLabel = "FILE", description = "or its cookie file")
    private Optional<Path> bitcoinCookie = Optional.empty();

    @Option(
            names = "--execution",
            paramLabel = "URL",
            defaultValue = EMBEDDED,
            description = "embedded (default), ethereumjs to start one, or the URL of a client's Engine API")
    private String execution = EMBEDDED;

    @Option(names = "--execution-rpc", paramLabel = "URL", description = "its public JSON-RPC (default: the same URL)")
    private Optional<String> ethUrl = Optional.empty();

    @Option(names = "--jwt-secret", paramLabel = "FILE", description = "the secret of the Engine API")
    private Optional<Path> jwtSecret = Optional.empty();

    @Option(names = "--no-miner", description = "mine nothing: the chain halts after 10 blocks without a proof")
    private boolean noMiner;

    @Option(
            names = "--peg-in",
            arity = "2",
            paramLabel = "BTC 0x...",
            description = "deposit an amount of bitcoin for an EVM account and watch it arrive")
    private List<String> pegIn = List.of();

    @Option(names = "--blocks", paramLabel = "N", description = "stop after this height (for scripts)")
    private Optional<Long> untilHeight = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Path.of(Optional.ofNullable(System.getenv("ALYS_HOME")).orElse("."));
        Path place = directory.orElse(home.resolve(".alys/dev"));
        Optional<RunningChain> running = RunningChain.in(place);
        if (running.isPresent()) {
            return useRunning(running.get());
        }
        Optional<PegInWalk.Deposit> deposit = deposit();
        LogLevel.set("warn");
        CountDownLatch end = new CountDownLatch(1);
        DevScreen screen = screen();
        try (DevChain chain = DevChain.start(options(home, place), screen::line, event -> screen.show(event, end))) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(chain, end, main), "stop"));
            watch(chain, end);
            RunningChain.announce(chain.addresses());
            screen.welcome(chain);
            try {
                live(chain, deposit, end);
            } catch (CommandException e) {
                // Without a member nothing else goes well either: that is what the person must know.
                throw fallen(chain).orElse(e);
            } finally {
                RunningChain.withdraw(chain.addresses().directory());
            }
            fallen(chain).ifPresent(fallen -> {
                throw fallen;
            });
        } catch (StartException e) {
            throw new CommandException(e.code(), CommandException.FAILED, e.getMessage());
        }
        return 0;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Only the news is wanted.
    private static void watch(DevChain chain, CountDownLatch end) {
        chain.fallen().thenRun(end::countDown);
    }

    private void live(DevChain chain, Optional<PegInWalk.Deposit> deposit, CountDownLatch end)
            throws InterruptedException {
        Thread miner = noMiner
                ? Thread.ofVirtual().unstarted(() -> {})
                : Thread.ofPlatform().daemon().name("miner").unstarted(() -> mine(chain));
        miner.start();
        try {
            if (deposit.isPresent()) {
                walk(
                        deposit.get(),
                        chain.addresses().nodeUrl(),
                        chain.addresses().ethUrl(),
                        chain.addresses().bitcoinUrl(),
                        chain.addresses().bitcoinCredentials());
            }
            end.await();
        } finally {
            miner.interrupt();
        }
    }

    private static Optional<CommandException> fallen(DevChain chain) {
        CompletableFuture<DevChain.Fallen> news = chain.fallen();
        return news.isDone() ? Optional.of(ended(news.join())) : Optional.empty();
    }

    private static CommandException ended(DevChain.Fallen fallen) {
        return new CommandException(
                "SYS002",
                CommandException.FAILED,
                "member " + fallen.member() + " has stopped, a part of it failed and restarts do not help: "
                        + fallen.why());
    }

    private Integer useRunning(RunningChain running) throws InterruptedException {
        Optional<PegInWalk.Deposit> deposit = deposit();
        if (deposit.isEmpty()) {
            throw new CommandException(
                    "DEV003",
                    CommandException.FAILED,
                    "a development chain runs already (process " + running.pid() + ", " + running.nodeUrl()
                            + "): stop it first, or choose another --dir");
        }
        RpcCredentials credentials = running.cookie()
                .<RpcCredentials>map(RpcCredentials.CookieFile::new)
                .or(this::bitcoinLogin)
                .orElseThrow(() -> mistake("that chain's Bitcoin node needs --bitcoin-user and --bitcoin-password"));
        walk(deposit.get(), running.nodeUrl(), running.ethUrl(), running.bitcoinUrl(), credentials);
        return 0;
    }

    private void walk(PegInWalk.Deposit deposit, URI node, URI eth, URI bitcoin, RpcCredentials credentials)
            throws InterruptedException {
        try (NodeClient nodeClient = new NodeClient(node, Optional.empty());
                NodeClient ethClient = new NodeClient(eth, Optional.empty());
                BitcoinRpc rpc = new BitcoinRpc(RpcEndpoint.of(bitcoin, credentials))) {
            new PegInWalk(nodeClient, ethClient, rpc, screen()::line).run(deposit);
        }
    }

    private DevScreen screen() {
        return new DevScreen(spec.commandLine().getOut(), untilHeight);
    }

    private Optional<PegInWalk.Deposit> deposit() {
        if (pegIn.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PegInWalk.Deposit(Sats.ofBtc(new BigDecimal(pegIn.get(0))), EvmAddress.fromHex(pegIn.get(1))));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw mistake("--peg-in takes an amount like 1.0 and an EVM address: " + e.getMessage());
        }
    }

    private DevOptions options(Path home, Path place) {
        DevOptions.Execution executed = executionOption();
        boolean inside = executed instanceof DevOptions.Execution.Embedded;
        int size = members.orElse(inside ? DevOptions.MAX_MEMBERS : 1);
        if (size < 1 || size > DevOptions.MAX_MEMBERS) {
            throw mistake("--members takes 1 to " + DevOptions.MAX_MEMBERS);
        }
        if (size > 1 && !inside) {
            throw mistake("--members " + size + " needs the embedded execution layer: members do not share a client");
        }
        if (untilHeight.filter(height -> height < 1).isPresent()) {
            throw mistake("--blocks takes a height of 1 or more");
        }
        Optional<EvmAddress> paid = noMiner ? Optional.empty() : Optional.of(EvmAddress.fromHex(MINER));
        return new DevOptions(home, place, port, size, bitcoinOption(), executed, paid);
    }

    private DevOptions.Bitcoin bitcoinOption() {
        return switch (bitcoin) {
            case EMBEDDED -> new DevOptions.Bitcoin.Embedded();
            case "bitcoind" -> new DevOptions.Bitcoin.Daemon();
            default ->
                new DevOptions.Bitcoin.Running(
                        NodeOptions.url("--bitcoin", bitcoin),
                        bitcoinLogin()
                                .orElseThrow(() -> mistake(
                                        "--bitcoin needs --bitcoin-cookie, or --bitcoin-user and --bitcoin-password")),
                        Optional.empty());
        };
    }

    private DevOptions.Execution executionOption() {
        return switch (execution) {
            case EMBEDDED -> new DevOptions.Execution.Embedded();
            case "ethereumjs" -> new DevOptions.Execution.Ethereumjs();
            default ->
                new DevOptions.Execution.Running(
                        NodeOptions.url("--execution", execution),
                        NodeOptions.url("--execution-rpc", ethUrl.orElse(execution)),
                        jwtSecret.orElseThrow(() -> mistake("--execution needs --jwt-secret")));
        };
    }

    private Optional<RpcCredentials> bitcoinLogin() {
        return NodeOptions.auth(bitcoinUser, bitcoinPassword)
                .<RpcCredentials>map(auth -> new RpcCredentials.Password(auth.user(), auth.password()))
                .or(() -> bitcoinCookie.map(RpcCredentials.CookieFile::new));
    }

    private static void mine(DevChain chain) {
        DevChain.Addresses at = chain.addresses();
        new LocalMiner(
                        at.nodeUrl(),
                        RpcEndpoint.of(at.bitcoinUrl(), at.bitcoinCredentials()),
                        EvmAddress.fromHex(MINER),
                        chain.spec().auxPow().targetBlocks())
                .run();
    }

    private static void stop(DevChain chain, CountDownLatch end, Thread main) {
        end.countDown();
        chain.close();
        try {
            main.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CommandException mistake(String message) {
        return new CommandException("CLI001", CommandException.MISTAKE, message);
    }
}
