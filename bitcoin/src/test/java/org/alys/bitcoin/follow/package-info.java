/** Tests of the block follower against a scripted node whose chain changes at the worst moments. */
@NullMarked
package org.alys.bitcoin.follow;

import org.jspecify.annotations.NullMarked;
