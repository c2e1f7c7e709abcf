package org.alys.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.engine.http.CallLimits;
import org.alys.engine.http.JwtSecret;
import org.alys.engine.http.JwtSecretException;
import org.alys.node.config.ConfigProblem.Code;
import org.alys.node.http.HttpSettings;

/** The sections {@code http}, {@code execution} and {@code bitcoin}. */
final class ServiceSections {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Blocks: no application looks at fewer. */
    private static final long LEAST_HISTORY = 1000;

    private final ConfigReader reader;

    ServiceSections(ConfigReader reader) {
        this.reader = reader;
    }

    Optional<HttpSettings> http() {
        Optional<String> bind = reader.requiredText("http.bind", "the address to listen on");
        Optional<Long> port = reader.required("http.port", "0 for a free one", key -> reader.integer(key, 0, 65_535));
        Optional<Duration> timeout = time("http.requestTimeout");
        Optional<Long> maxBody =
                reader.required("http.maxBodyBytes", "in bytes", key -> reader.integer(key, 65_536, 64 << 20));
        Optional<Long> maxConnections =
                reader.required("http.maxConnections", "a number", key -> reader.integer(key, 8, 65_535));
        Optional<HttpSettings.Auth> auth =
                pair("http.user", "http.password").map(login -> new HttpSettings.Auth(login.user(), login.password()));
        if (bind.isEmpty() || port.isEmpty() || timeout.isEmpty() || maxBody.isEmpty() || maxConnections.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(HttpSettings.of(bind.get(), port.get().intValue(), auth)
                .withRequestTimeout(timeout.get())
                .withLimits(maxBody.get().intValue(), maxConnections.get().intValue()));
    }

    Optional<? extends NodeConfig.Execution> execution() {
        Optional<ExecutionKind> kind = reader.required(
                "execution.client", "embedded or engine-api", key -> reader.choice(key, ExecutionKind.class));
        return kind.flatMap(chosen -> switch (chosen) {
            case EMBEDDED -> embeddedExecution();
            case ENGINE_API -> engineApi();
        });
    }

    private Optional<NodeConfig.Execution.Embedded> embeddedExecution() {
        if (reader.has("execution.jwtSecretFile")) {
            reader.refuse(Code.CFG005, "execution.jwtSecretFile", "is only used with execution.client = engine-api");
        }
        Optional<String> bind = reader.requiredText("execution.rpc.bind", "the address to listen on");
        Optional<Long> port =
                reader.required("execution.rpc.port", "0 for a free one", key -> reader.integer(key, 0, 65_535));
        Optional<Boolean> archive = reader.required("execution.archive", "true or false", reader::flag);
        Optional<OptionalLong> history =
                reader.required("execution.history", "all or a number of blocks", this::history);
        if (archive.equals(Optional.of(true))
                && history.filter(OptionalLong::isPresent).isPresent()) {
            reader.refuse(Code.CFG005, "execution.history", "must be all with execution.archive");
        }
        Optional<Duration> callTime = time("execution.rpc.callTimeout");
        return bind.isEmpty() || port.isEmpty() || archive.isEmpty() || history.isEmpty() || callTime.isEmpty()
                ? Optional.empty()
                : Optional.of(new NodeConfig.Execution.Embedded(
                        bind.get(), port.get().intValue(), archive.get(), history.get(), callTime.get()));
    }

    private Optional<OptionalLong> history(String key) {
        return reader.text(key).filter("all"::equals).isPresent()
                ? Optional.of(OptionalLong.empty())
                : reader.integer(key, LEAST_HISTORY, Integer.MAX_VALUE).map(OptionalLong::of);
    }

    private Optional<NodeConfig.Execution.EngineApi> engineApi() {
        Optional<URI> engine = reader.required(
                "execution.engineUrl", "the Engine API's address", key -> reader.url(key, "http", "https"));
        Optional<URI> eth =
                reader.required("execution.ethUrl", "the JSON-RPC's address", key -> reader.url(key, "http", "https"));
        Optional<JwtSecret> secret = reader.required(
                "execution.jwtSecretFile",
                "the file with the secret shared with the execution client",
                this::jwtSecret);
        Optional<Duration> forkchoice = time("execution.timeouts.forkchoiceUpdated");
        Optional<Duration> newPayload = time("execution.timeouts.newPayload");
        Optional<Duration> getPayload = time("execution.timeouts.getPayload");
        Optional<Duration> query = time("execution.timeouts.query");
        if (engine.isEmpty()
                || eth.isEmpty()
                || secret.isEmpty()
                || forkchoice.isEmpty()
                || newPayload.isEmpty()
                || getPayload.isEmpty()
                || query.isEmpty()) {
            return Optional.empty();
        }
        CallLimits standard = CallLimits.STANDARD;
        CallLimits limits = new CallLimits(
                forkchoice.get(),
                newPayload.get(),
                getPayload.get(),
                standard.bodies(),
                query.get(),
                standard.receipts(),
                standard.maxAnswerBytes());
        return Optional.of(new NodeConfig.Execution.EngineApi(engine.get(), eth.get(), secret.get(), limits));
    }

    Optional<NodeConfig.Bitcoin> bitcoin() {
        Optional<URI> url = reader.required(
                "bitcoin.url", "the Bitcoin node's RPC address", key -> reader.url(key, "http", "https"));
        Optional<RpcCredentials> credentials = bitcoinCredentials();
        Optional<URI> zmq = reader.url("bitcoin.zmq", "tcp", "ipc");
        Optional<Duration> poll = time("bitcoin.pollInterval");
        return url.isEmpty() || poll.isEmpty() || credentials.isEmpty()
                ? Optional.empty()
                : Optional.of(new NodeConfig.Bitcoin(url.get(), credentials.get(), zmq, poll.get()));
    }

    /** A cookie file, or user and password. */
    private Optional<RpcCredentials> bitcoinCredentials() {
        Optional<Login> login = pair("bitcoin.user", "bitcoin.password");
        Optional<Path> cookie = reader.path("bitcoin.cookieFile");
        boolean named = reader.has("bitcoin.user") || reader.has("bitcoin.password");
        if (named && cookie.isPresent()) {
            reader.refuse(
                    Code.CFG005, "bitcoin.cookieFile", "cannot be used together with bitcoin.user: choose one of them");
        } else if (!named && !reader.has("bitcoin.cookieFile")) {
            reader.refuse(
                    Code.CFG003, "bitcoin.cookieFile", "is missing: name it, or bitcoin.user and bitcoin.password");
        }
        Optional<RpcCredentials> password =
                login.map(known -> new RpcCredentials.Password(known.user(), known.password()));
        return password.or(() -> cookie.map(RpcCredentials.CookieFile::new));
    }

    private Optional<Duration> time(String key) {
        return reader.required(key, "a time such as 2 s", present -> reader.duration(present, SHORT, LONG));
    }

    /** User and password: both or neither. */
    private Optional<Login> pair(String userKey, String passwordKey) {
        Optional<String> user = reader.text(userKey);
        Optional<String> password = reader.text(passwordKey);
        if (user.isPresent() && !reader.has(passwordKey)) {
            reader.refuse(Code.CFG003, passwordKey, "is missing: " + userKey + " needs it");
        }
        if (password.isPresent() && !reader.has(userKey)) {
            reader.refuse(Code.CFG003, userKey, "is missing: " + passwordKey + " needs it");
        }
        if (user.filter(name -> name.isBlank() || name.contains(":")).isPresent()) {
            reader.refuse(Code.CFG004, userKey, "must not be blank or hold a colon");
        }
        return user.isPresent() && password.isPresent()
                ? Optional.of(new Login(user.get(), password.get()))
                : Optional.empty();
    }

    private Optional<JwtSecret> jwtSecret(String key) {
        Optional<Path> file = reader.path(key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            JwtSecret secret = JwtSecret.fromFile(file.get());
            Secrets.warnIfOpen(reader, key, file.get());
            return Optional.of(secret);
        } catch (JwtSecretException e) {
            reader.refuse(Code.CFG007, key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private enum ExecutionKind {
        EMBEDDED,
        ENGINE_API
    }

    private record Login(String user, String password) {}
}
