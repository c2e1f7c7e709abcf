/**
 * The execution genesis of a network: the file that any execution client starts from, the contracts in it, and the check
 * that a client really runs it. The Bridge contract's source is {@code contracts/Bridge.sol}.
 */
@NullMarked
package org.alys.engine.genesis;

import org.jspecify.annotations.NullMarked;
