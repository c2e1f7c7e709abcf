/** Tests of the embedded chain: fork choice, reorganisations, restarts, building. */
@NullMarked
package org.alys.evm.chain;

import org.jspecify.annotations.NullMarked;
