package org.alys.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.alys.node.config.ConfigProblem.Code;

/**
 * Takes values out of a configuration one by one and writes down what is wrong with them, so that one pass finds every mistake.
 * An empty answer to {@code required...} means that a problem was written down.
 */
final class ConfigReader {
    private final Config config;
    private final Path file;
    private final Path directory;
    private final List<ConfigProblem> problems;
    private final List<ConfigProblem> warnings;

    ConfigReader(Config config, Path file) {
        this(config, file, new ArrayList<>(), new ArrayList<>());
    }

    private ConfigReader(Config config, Path file, List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        this.config = config;
        this.file = file;
        this.directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        this.problems = problems;
        this.warnings = warnings;
    }

    /** A reader of other values that writes into the same lists. */
    ConfigReader of(Config other, Path otherFile) {
        return new ConfigReader(other, otherFile, problems, warnings);
    }

    Config config() {
        return config;
    }

    List<ConfigProblem> problems() {
        return List.copyOf(problems);
    }

    List<ConfigProblem> warnings() {
        return List.copyOf(warnings);
    }

    void refuse(Code code, String key, String rule) {
        problems.add(new ConfigProblem(code, place(key), key, rule));
    }

    void warn(Code code, String key, String rule) {
        warnings.add(new ConfigProblem(code, place(key), key, rule));
    }

    void warn(ConfigProblem warning) {
        warnings.add(warning);
    }

    boolean has(String key) {
        return config.hasPath(key);
    }

    /** File and line of the key's value; the file alone for what is not there. */
    String place(String key) {
        Optional<ConfigOrigin> origin = value(key).map(ConfigValue::origin);
        return origin.map(known -> describe(known, file)).orElse(file.toString());
    }

    static String describe(ConfigOrigin origin, Path file) {
        if (origin.filename() == null) {
            return origin.description();
        }
        Path from = Path.of(origin.filename());
        Path shown = from.equals(file.toAbsolutePath()) ? file : from;
        return origin.lineNumber() > 0 ? shown + ":" + origin.lineNumber() : shown.toString();
    }

    /** The value at a key such as {@code chain.federation[1].feeAddress}, or the nearest thing around it. */
    private Optional<ConfigValue> value(String key) {
        int bracket = key.indexOf('[');
        if (bracket < 0) {
            return key.isEmpty() || !config.hasPath(key) ? Optional.empty() : Optional.of(config.getValue(key));
        }
        int end = key.indexOf(']', bracket);
        int index = Integer.parseInt(key.substring(bracket + 1, end));
        String list = key.substring(0, bracket);
        if (!config.hasPath(list)
                || config.getValue(list).valueType() != ConfigValueType.LIST
                || config.getList(list).size() <= index) {
            return Optional.empty();
        }
        ConfigValue element = config.getList(list).get(index);
        String rest = key.substring(Math.min(end + 2, key.length()));
        return element instanceof com.typesafe.config.ConfigObject object && !rest.isEmpty() && object.containsKey(rest)
                ? Optional.ofNullable(object.get(rest))
                : Optional.of(element);
    }

    /** A string, number or boolean as text. */
    Optional<String> text(String key) {
        return value(key).flatMap(value -> switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> Optional.of(String.valueOf(value.unwrapped()));
            case OBJECT, LIST, NULL -> {
                refuse(Code.CFG004, key, "must be a single value, is " + kind(value));
                yield Optional.empty();
            }
        });
    }

    Optional<String> requiredText(String key, String hint) {
        return required(key, hint, this::text);
    }

    /** Any reading of {@code key}, with a problem when the key is not there. */
    <T> Optional<T> required(String key, String hint, Function<String, Optional<T>> reading) {
        if (!has(key)) {
            refuse(Code.CFG003, key, "is missing: " + hint);
            return Optional.empty();
        }
        return reading.apply(key);
    }

    /** A value that {@code parse} understands; its exception's message says what must hold. */
    <T> Optional<T> parsed(String key, Function<String, T> parse) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (IllegalArgumentException e) {
                refuse(Code.CFG004, key, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    Optional<Long> integer(String key, long min, long max) {
        return parsed(key, text -> {
            try {
                long number = new BigDecimal(text).longValueExact();
                if (min <= number && number <= max) {
                    return number;
                }
            } catch (NumberFormatException | ArithmeticException _) {
                throw new IllegalArgumentException("must be a whole number, is " + text);
            }
            throw new IllegalArgumentException("must be from " + min + " to " + max + ", is " + text);
        });
    }

    Optional<Duration> duration(String key, Duration min, Duration max) {
        if (!has(key)) {
            return Optional.empty();
        }
        Duration duration;
        try {
            duration = config.getDuration(key);
        } catch (ConfigException.WrongType | ConfigException.BadValue e) {
            refuse(Code.CFG004, key, "must be a time with its unit, such as 500 ms or 2 s");
            return Optional.empty();
        }
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            refuse(
                    Code.CFG004,
                    key,
                    "must be from " + min.toMillis() + " ms to " + max.toMillis() + " ms, is " + duration.toMillis()
                            + " ms");
            return Optional.empty();
        }
        return Optional.of(duration);
    }

    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return parsed(key, text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().replace('_', '-').equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            String known = List.of(type.getEnumConstants()).toString();
            throw new IllegalArgumentException(
                    "must be one of " + known.toLowerCase(Locale.ROOT).replace('_', '-') + ", is " + text);
        });
    }

    /** {@code true} or {@code false}. */
    Optional<Boolean> flag(String key) {
        return parsed(key, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, is " + text);
        });
    }

    Optional<URI> url(String key, String... schemes) {
        return parsed(key, text -> {
            try {
                URI uri = new URI(text);
                if (uri.getScheme() == null || !List.of(schemes).contains(uri.getScheme()) || uri.getHost() == null) {
                    throw new IllegalArgumentException(
                            "must be " + schemes[0] + "://host:port, is " + withoutUser(text));
                }
                if (uri.getUserInfo() != null) {
                    throw new IllegalArgumentException("must not hold user and password: they have keys of their own");
                }
                return uri;
            } catch (URISyntaxException _) {
                throw new IllegalArgumentException("must be " + schemes[0] + "://host:port, is " + withoutUser(text));
            }
        });
    }

    /** A path, relative ones from the configuration file's directory. */
    Optional<Path> path(String key) {
        return parsed(key, text -> directory.resolve(text).normalize());
    }

    private static String withoutUser(String url) {
        return url.replaceAll("//[^/@]*@", "//...@");
    }

    private static String kind(ConfigValue value) {
        return value.valueType() == ConfigValueType.LIST ? "a list" : "an object";
    }
}
