/**
 * Merged-mining proofs in Namecoin's form: reading and writing them, and judging whether one proves work on the parent
 * chain for a given hash. Byte-compatible with what pools send; stricter than Namecoin where a proof would otherwise be
 * open to tampering. Pure: no clock, no state, no knowledge of what the hash commits to. Every reason to refuse a proof
 * is a case of {@link org.alys.bitcoin.auxpow.AuxPowRejection}; those names reach miners, so they do not change.
 */
@NullMarked
package org.alys.bitcoin.auxpow;

import org.jspecify.annotations.NullMarked;
