/** Tests of blocks: encodings, roots, fees. */
@NullMarked
package org.alys.evm.block;

import org.jspecify.annotations.NullMarked;
