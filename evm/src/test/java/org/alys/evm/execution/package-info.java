/** Tests of transactions: rules, fees, and random ones against another implementation. */
@NullMarked
package org.alys.evm.execution;

import org.jspecify.annotations.NullMarked;
