/** Tests of the command line, run in this process: what is printed where, and the exit status. */
@NullMarked
package org.alys.node.cli;

import org.jspecify.annotations.NullMarked;
