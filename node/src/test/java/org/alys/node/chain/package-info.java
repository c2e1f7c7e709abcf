/** Tests of the chain's parts by themselves; the chain as a whole is tested with its federation. */
@NullMarked
package org.alys.node.chain;

import org.jspecify.annotations.NullMarked;
