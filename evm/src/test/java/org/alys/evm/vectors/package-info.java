/** The tests that execution clients share (ethereum/tests), read from the vectors directory. */
@NullMarked
package org.alys.evm.vectors;

import org.jspecify.annotations.NullMarked;
