/**
 * Peers on the same link by multicast DNS (libp2p specs, "mDNS discovery"; RFC 6762 and 6763): {@code Mdns} asks who is there and answers
 * those who ask. The DNS messages are the few that this takes; everything read is bounded by the size of a packet.
 */
@NullMarked
package org.alys.p2p.discovery.mdns;

import org.jspecify.annotations.NullMarked;
