/**
 * Peers of the whole network by Ethereum's node discovery v5 over UDP, with the library that Teku uses. {@code Discv5} gives this host a
 * record with its peer id and the name of its network, and tells of records that carry the same name.
 */
@NullMarked
package org.alys.p2p.discovery.discv5;

import org.jspecify.annotations.NullMarked;
