/**
 * The command line, {@code alys}. A command is one class; {@link org.alys.node.cli.Alys} lists them. Results go to standard
 * output; an error is one line on standard error with a stable code. Exit status 0 is success, 1 a failure or a refusal, 2 a
 * mistake in the command or the configuration.
 */
@NullMarked
package org.alys.node.cli;

import org.jspecify.annotations.NullMarked;
