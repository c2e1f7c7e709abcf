/** What members vote on and what their votes add up to; used by consensus, storage and the network alike. */
@NullMarked
package org.alys.chain.vote;

import org.jspecify.annotations.NullMarked;
