/**
 * A Bitcoin regression-test node inside this JVM, for development and tests: no other network, no peers, no safety for
 * coins of value. It answers the calls of Bitcoin Core's JSON-RPC that nodes, miners and scripts make, with Core's rules,
 * shapes and error codes, so that {@code bitcoind} can stand in its place and the other way round.
 * {@link org.alys.bitcoin.regtest.EmbeddedBitcoin} is the way in; the packages below it are its parts.
 */
@NullMarked
package org.alys.bitcoin.regtest;

import org.jspecify.annotations.NullMarked;
