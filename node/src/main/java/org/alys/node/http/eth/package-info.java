/** The port that wallets use: Ethereum's JSON-RPC over HTTP and WebSocket, and the Engine API behind its token. */
@NullMarked
package org.alys.node.http.eth;

import org.jspecify.annotations.NullMarked;
