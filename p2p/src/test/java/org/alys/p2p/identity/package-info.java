/** Keys, peer ids, addresses and signed records, against the examples of the libp2p documents. */
@NullMarked
package org.alys.p2p.identity;

import org.jspecify.annotations.NullMarked;
