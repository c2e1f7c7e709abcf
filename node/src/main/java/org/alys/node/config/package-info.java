/**
 * What an operator configures: a HOCON file over a preset, overridden by {@code ALYS_} environment variables. Every mistake is
 * a {@link org.alys.node.config.ConfigProblem} that names file, line, key and rule, and all of them are found at once.
 * {@link org.alys.node.config.ConfigLoader} is the way in; a {@link org.alys.node.config.NodeConfig} is always usable as it is.
 * Secrets are read here, and never printed.
 */
@NullMarked
package org.alys.node.config;

import org.jspecify.annotations.NullMarked;
