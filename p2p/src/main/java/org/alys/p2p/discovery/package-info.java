/**
 * Finding peers: sources that name addresses ({@code PeerSource}) and the one place that dials what they name ({@code Seeker}). What a
 * source says is a hint from strangers: a peer is who it claims to be only after the handshake.
 */
@NullMarked
package org.alys.p2p.discovery;

import org.jspecify.annotations.NullMarked;
