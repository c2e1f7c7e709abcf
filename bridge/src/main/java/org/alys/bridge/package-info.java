/**
 * The rules of the two-way peg on Bitcoin's side, pure: which outputs are deposits, whom they are for, and when they may be
 * minted. Blocks come in, values come out; nothing here asks a Bitcoin node.
 */
@NullMarked
package org.alys.bridge;

import org.jspecify.annotations.NullMarked;
