/**
 * Ethereum's JSON-RPC over the embedded execution layer: methods, their parameters and results, filters and subscriptions.
 * Transport is the caller's: bytes in, bytes out, and a {@link org.alys.evm.rpc.Subscriber} for what is pushed. Nothing of a
 * request is believed before it was bounded and parsed.
 */
@NullMarked
package org.alys.evm.rpc;

import org.jspecify.annotations.NullMarked;
