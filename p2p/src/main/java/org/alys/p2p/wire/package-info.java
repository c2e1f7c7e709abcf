/**
 * The byte-level vocabulary of libp2p: unsigned varints, the protobuf wire format, length-prefixed frames, CRC and text forms
 * (base58btc, base32). Every reader takes its limit before it allocates. Nothing here knows a protocol.
 */
@NullMarked
package org.alys.p2p.wire;

import org.jspecify.annotations.NullMarked;
