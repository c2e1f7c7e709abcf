/**
 * Follows the active chain of a Bitcoin node block by block, through reorgs, restarts and outages, so that a listener sees
 * every block connected and disconnected exactly once and in order. {@link org.alys.bitcoin.follow.BlockFollower} keeps
 * nothing between polls: where it stands is a {@link org.alys.bitcoin.follow.FollowCursor}, which the caller stores together
 * with what it made of the events.
 */
@NullMarked
package org.alys.bitcoin.follow;

import org.jspecify.annotations.NullMarked;
