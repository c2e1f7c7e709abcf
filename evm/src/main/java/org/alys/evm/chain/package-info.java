/**
 * The embedded execution layer: a tree of executed blocks with a fork choice, its pool of transactions, and the building of
 * payloads. It behaves as an execution client does behind the Engine API.
 */
@NullMarked
package org.alys.evm.chain;

import org.jspecify.annotations.NullMarked;
