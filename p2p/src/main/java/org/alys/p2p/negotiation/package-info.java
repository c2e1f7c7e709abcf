/** Agreeing on a protocol by name over any byte stream: multistream-select 1.0. The caller bounds its time. */
@NullMarked
package org.alys.p2p.negotiation;

import org.jspecify.annotations.NullMarked;
