/**
 * {@code alys dev}: a whole development chain on one machine. Starts a Bitcoin daemon and an execution client as child
 * processes, a federation of one and a miner, and stops what it started. Nothing here is used by a production node.
 */
@NullMarked
package org.alys.node.dev;

import org.jspecify.annotations.NullMarked;
