/** Tests of the state. */
@NullMarked
package org.alys.evm.state;

import org.jspecify.annotations.NullMarked;
