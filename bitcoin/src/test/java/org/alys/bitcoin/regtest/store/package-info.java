/** Tests of the files under the embedded node. */
@NullMarked
package org.alys.bitcoin.regtest.store;

import org.jspecify.annotations.NullMarked;
