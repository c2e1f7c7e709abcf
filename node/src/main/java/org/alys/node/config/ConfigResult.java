package org.alys.node.config;

import java.util.List;

/** What came of reading a configuration. */
public sealed interface ConfigResult<T> {
    /** It can be used; {@code warnings} are worth showing. */
    record Loaded<T>(T config, List<ConfigProblem> warnings) implements ConfigResult<T> {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot; all problems that were found, at least one. */
    record Refused<T>(List<ConfigProblem> problems) implements ConfigResult<T> {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
