/** The link over libp2p: queues, offences, and two links that talk. */
@NullMarked
package org.alys.node.network.libp2p;

import org.jspecify.annotations.NullMarked;
