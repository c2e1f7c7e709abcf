/**
 * A client of Bitcoin Core's JSON-RPC. {@link org.alys.bitcoin.rpc.BitcoinNode} is what the rest of the product calls;
 * {@link org.alys.bitcoin.rpc.BitcoinRpc} speaks to a real daemon. Every call answers with an
 * {@link org.alys.bitcoin.rpc.RpcReply}: a value or the reason why there is none. Calls block the calling thread (a virtual
 * one, usually) and never longer than their timeout; answers are bounded in size before they are parsed; amounts are exact
 * decimals. {@link org.alys.bitcoin.rpc.WalletRpc} and {@link org.alys.bitcoin.rpc.RegtestRpc} serve development chains and
 * tests: nothing that the chain's rules need may depend on them.
 */
@NullMarked
package org.alys.bitcoin.rpc;

import org.jspecify.annotations.NullMarked;
