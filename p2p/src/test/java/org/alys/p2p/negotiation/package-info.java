/** Tests of the negotiation. */
@NullMarked
package org.alys.p2p.negotiation;

import org.jspecify.annotations.NullMarked;
