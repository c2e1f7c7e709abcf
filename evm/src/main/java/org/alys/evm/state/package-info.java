/**
 * The world state: accounts, storage and code after a block. Execution reads it through {@link
 * org.alys.evm.state.StateView} and hands back one {@link org.alys.evm.state.StateDelta}; roots and disks are this
 * package's own affair.
 */
@NullMarked
package org.alys.evm.state;

import org.jspecify.annotations.NullMarked;
