/** Tests against the vectors of Ethereum. */
@NullMarked
package org.alys.evm.tool;

import org.jspecify.annotations.NullMarked;
