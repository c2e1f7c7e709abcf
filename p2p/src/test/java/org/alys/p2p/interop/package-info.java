/** This host and a real js-libp2p node talk to each other. Skipped when the peer is not installed. */
@NullMarked
package org.alys.p2p.interop;

import org.jspecify.annotations.NullMarked;
