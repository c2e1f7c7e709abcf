/** Tests of the stores. */
@NullMarked
package org.alys.evm.store;

import org.jspecify.annotations.NullMarked;
