/** Recursive Length Prefix (Ethereum yellow paper, appendix B): writing, and strict reading of bounded input. Pure. */
@NullMarked
package org.alys.primitives.rlp;

import org.jspecify.annotations.NullMarked;
