/**
 * Addresses, and the federation's taproot output: its scripts, its address, the hash its members sign and the witness that
 * spends it (BIP 340, 341, 342). Pure. The curve and the encodings of addresses come from a library whose types do not leave
 * this package.
 */
@NullMarked
package org.alys.bitcoin.taproot;

import org.jspecify.annotations.NullMarked;
