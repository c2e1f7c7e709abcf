/** Bitcoin and AuxPoW formats, taproot, JSON-RPC client and block follower. */
@NullMarked
package org.alys.bitcoin;

import org.jspecify.annotations.NullMarked;
