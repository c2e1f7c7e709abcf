/** Tests of the precompiled contracts. */
@NullMarked
package org.alys.evm.precompile;

import org.jspecify.annotations.NullMarked;
