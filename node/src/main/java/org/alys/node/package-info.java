/** The node: actors as thin shells, configuration, command line, HTTP. */
@NullMarked
package org.alys.node;

import org.jspecify.annotations.NullMarked;
