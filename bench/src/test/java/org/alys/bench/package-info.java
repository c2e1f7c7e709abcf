/** Tests of what prints the table, and that the chain that is imported is one that the rules accept. */
@NullMarked
package org.alys.bench;

import org.jspecify.annotations.NullMarked;
