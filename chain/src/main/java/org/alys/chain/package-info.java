/**
 * The rules of the chain, pure: blocks and their encoding, votes, finality, money. Functions of (state, event); nothing here
 * reads a clock, a random number, a file or a socket.
 */
@NullMarked
package org.alys.chain;

import org.jspecify.annotations.NullMarked;
