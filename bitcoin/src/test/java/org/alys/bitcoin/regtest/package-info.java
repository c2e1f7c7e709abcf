/** Tests of the embedded regtest node: its chain, mempool and files, and its likeness to a real daemon. */
@NullMarked
package org.alys.bitcoin.regtest;

import org.jspecify.annotations.NullMarked;
