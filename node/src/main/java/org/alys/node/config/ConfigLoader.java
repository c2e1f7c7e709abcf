package org.alys.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.chain.Checkpoint;
import org.alys.node.config.ConfigProblem.Code;
import org.alys.node.http.HttpSettings;
import org.alys.primitives.EvmAddress;

/**
 * Reads a configuration: the preset, over it the file, over it the environment. {@code chainSpecFile} stands for the whole
 * section {@code chain} and takes nothing from the preset: one file is one network.
 */
public final class ConfigLoader {
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final Path file;
    private final Map<String, String> environment;

    /**
     * A loader that has not read anything yet.
     *
     * @param environment usually that of the process
     */
    public ConfigLoader(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = new TreeMap<>(environment);
    }

    /** Everything. Reads the key files too. */
    public ConfigResult<NodeConfig> load() {
        return read(this::node);
    }

    /** The chain spec alone: needs no secrets and no services. */
    public ConfigResult<ChainSpec> loadChain() {
        return read(reader -> {
            refuseUnknownKeys(reader);
            return chain(reader, preset(reader));
        });
    }

    private <T> ConfigResult<T> read(java.util.function.Function<ConfigReader, Optional<T>> reading) {
        ConfigReader reader;
        try {
            reader = new ConfigReader(merged(), file);
        } catch (UnusableFileException e) {
            return new ConfigResult.Refused<>(List.of(e.problem));
        }
        Optional<T> value = reading.apply(reader);
        environment.keySet().stream()
                .filter(ConfigKeys::isForeign)
                .forEach(name -> reader.warn(new ConfigProblem(
                        Code.CFG103, "environment variable " + name, "", "names no key and changes nothing")));
        return value.isPresent() && reader.problems().isEmpty()
                ? new ConfigResult.Loaded<>(value.get(), reader.warnings())
                : new ConfigResult.Refused<>(reader.problems());
    }

    private Optional<NodeConfig> node(ConfigReader reader) {
        refuseUnknownKeys(reader);
        Optional<Preset> preset = preset(reader);
        Optional<Path> dataDir = reader.required("dataDir", "where the node keeps its data", reader::path);
        Optional<ChainSpec> chain = chain(reader, preset);
        Optional<MemberKeys> member = new Secrets(reader).member(chain);
        ServiceSections services = new ServiceSections(reader);
        Optional<HttpSettings> http = services.http();
        Optional<? extends NodeConfig.Execution> execution = services.execution();
        Optional<NodeConfig.Bitcoin> bitcoin = services.bitcoin();
        NetworkSection network = new NetworkSection(reader);
        Optional<NodeConfig.Network> nodes = network.read(chain, member);
        Optional<Checkpoint> checkpoint = reader.parsed("sync.checkpoint", Checkpoint::parse);
        Optional<EvmAddress> payout = reader.parsed("mining.payoutAddress", EvmAddress::fromHex);
        Optional<String> level = reader.required("logging.level", LOG_LEVELS.toString(), key -> logLevel(reader, key));
        new ProductionRules(reader, preset).check(chain, http);
        if (preset.isEmpty()
                || dataDir.isEmpty()
                || chain.isEmpty()
                || http.isEmpty()
                || execution.isEmpty()
                || bitcoin.isEmpty()
                || level.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NodeConfig(
                preset.get(),
                dataDir.get(),
                chain.get(),
                member,
                http.get(),
                execution.get(),
                bitcoin.get(),
                nodes,
                checkpoint,
                payout,
                level.get()));
    }

    private static Optional<Preset> preset(ConfigReader reader) {
        return reader.required("preset", "development, testnet or production", key -> reader.choice(key, Preset.class));
    }

    private static Optional<String> logLevel(ConfigReader reader, String key) {
        return reader.parsed(key, text -> {
            if (!LOG_LEVELS.contains(text.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("must be one of " + LOG_LEVELS + ", is " + text);
            }
            return text.toLowerCase(Locale.ROOT);
        });
    }

    private static void refuseUnknownKeys(ConfigReader reader) {
        reader.config().entrySet().stream()
                .map(entry -> String.join(".", ConfigUtil.splitPath(entry.getKey())))
                .filter(key -> !ConfigKeys.isKnown(key))
                .sorted()
                .forEach(key -> reader.refuse(
                        Code.CFG002,
                        key,
                        "is no key"
                                + ConfigKeys.nearest(key)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("")));
    }

    private Optional<ChainSpec> chain(ConfigReader reader, Optional<Preset> preset) {
        return chainReader(reader).flatMap(chain -> new ChainSection(chain, preset).read());
    }

    /** The reader of the section {@code chain}, wherever it is; empty when its file cannot be used. */
    private Optional<ConfigReader> chainReader(ConfigReader reader) {
        if (!reader.has("chainSpecFile")) {
            return Optional.of(reader);
        }
        if (reader.has("chain")) {
            reader.refuse(
                    Code.CFG005,
                    "chainSpecFile",
                    "cannot be used together with the section chain (" + reader.place("chain")
                            + "): choose one of them");
        }
        return reader.path("chainSpecFile").flatMap(specFile -> {
            try {
                ConfigReader spec =
                        reader.of(resolved(parse(specFile), specFile).atPath("chain"), specFile);
                refuseUnknownKeys(spec);
                return Optional.of(spec);
            } catch (UnusableFileException e) {
                reader.refuse(Code.CFG007, "chainSpecFile", e.problem.rule());
                return Optional.empty();
            }
        });
    }

    private Config merged() throws UnusableFileException {
        Config own = environment().withFallback(parse(file));
        Config defaults = own.hasPath("preset") ? presetDefaults(own) : resource("common");
        if (own.hasPath("chainSpecFile")) {
            defaults = defaults.withoutPath("chain");
        }
        return resolved(own.withFallback(defaults), file);
    }

    private static Config resolved(Config config, Path file) throws UnusableFileException {
        try {
            return config.resolve();
        } catch (ConfigException e) {
            throw new UnusableFileException(problem(e, file));
        }
    }

    /** An unknown preset is reported later; until then the common values do. */
    private static Config presetDefaults(Config own) {
        String wanted = String.valueOf(own.getValue("preset").unwrapped()).toLowerCase(Locale.ROOT);
        for (Preset preset : Preset.values()) {
            if (preset.label().equals(wanted)) {
                return resource(preset.label()).withFallback(resource("common"));
            }
        }
        return resource("common");
    }

    private static Config resource(String name) {
        return ConfigFactory.parseResources(
                ConfigLoader.class,
                name + ".conf",
                ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription("preset " + name));
    }

    private Config environment() {
        Config overrides = ConfigFactory.empty();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            Optional<String> key = ConfigKeys.keyOf(variable.getKey());
            if (key.isPresent()) {
                overrides = overrides.withValue(
                        key.get(),
                        ConfigValueFactory.fromAnyRef(
                                variable.getValue(), "environment variable " + variable.getKey()));
            }
        }
        return overrides;
    }

    private static Config parse(Path file) throws UnusableFileException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException("it is larger than " + MAX_FILE_BYTES + " bytes");
            }
            Files.readString(file);
            return ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (IOException e) {
            throw new UnusableFileException(
                    new ConfigProblem(Code.CFG001, file.toString(), "", "cannot be read: " + Secrets.reason(e)));
        } catch (ConfigException e) {
            throw new UnusableFileException(problem(e, file));
        }
    }

    private static ConfigProblem problem(ConfigException e, Path file) {
        String place = e.origin() == null ? file.toString() : ConfigReader.describe(e.origin(), file);
        String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return new ConfigProblem(Code.CFG001, place, "", "is not HOCON: " + text);
    }

    /** Ends the reading: without the file there is nothing to look for mistakes in. */
    private static final class UnusableFileException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient ConfigProblem problem;

        UnusableFileException(ConfigProblem problem) {
            super(problem.toString());
            this.problem = problem;
        }
    }
}
