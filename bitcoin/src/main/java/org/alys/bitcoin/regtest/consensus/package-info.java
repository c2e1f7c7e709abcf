/**
 * Bitcoin's rules as they are on the regression-test network, as pure functions of transactions, blocks and the coins they
 * spend. Scripts are executed by the library bitcoin-kmp, whose types stay in this package's
 * {@link org.alys.bitcoin.regtest.consensus.ScriptVerifier}. A refusal is a
 * {@link org.alys.bitcoin.regtest.consensus.Rejection} that carries Bitcoin Core's words.
 */
@NullMarked
package org.alys.bitcoin.regtest.consensus;

import org.jspecify.annotations.NullMarked;
