/**
 * The chain of the embedded node: the tree of all known headers, the active chain in it, the unspent outputs, and the file
 * from which all of it is rebuilt at start. {@link org.alys.bitcoin.regtest.chain.ChainState} alone changes them. Not safe
 * for use by several threads: the node calls everything here under one lock.
 */
@NullMarked
package org.alys.bitcoin.regtest.chain;

import org.jspecify.annotations.NullMarked;
