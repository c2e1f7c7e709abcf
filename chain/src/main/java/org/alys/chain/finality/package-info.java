/** Finality by Bitcoin's miners: what they commit to, how hard it is, and when the chain must wait for them. */
@NullMarked
package org.alys.chain.finality;

import org.jspecify.annotations.NullMarked;
