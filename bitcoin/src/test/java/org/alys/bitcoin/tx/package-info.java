/** Tests of Bitcoin's consensus objects. */
@NullMarked
package org.alys.bitcoin.tx;

import org.jspecify.annotations.NullMarked;
