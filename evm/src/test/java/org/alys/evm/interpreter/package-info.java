/** Tests of the virtual machine, against BigInteger and against go-ethereum. */
@NullMarked
package org.alys.evm.interpreter;

import org.jspecify.annotations.NullMarked;
