/**
 * Bitcoin Core's JSON-RPC in front of the embedded node: HTTP, credentials, batches, and one class for each family of
 * methods. Names, shapes and error codes are Core's. Every call runs under the node's one lock.
 */
@NullMarked
package org.alys.bitcoin.regtest.server;

import org.jspecify.annotations.NullMarked;
