/**
 * Merged mining from the miner's side: from a block template of Bitcoin Core to a solved parent block and the proofs it
 * yields. Meant for regtest networks, demonstrations and tests, where one core is enough; real pools bring their own
 * hardware and software. Pure computation: templates come in and blocks go out as values.
 */
@NullMarked
package org.alys.bitcoin.mining;

import org.jspecify.annotations.NullMarked;
