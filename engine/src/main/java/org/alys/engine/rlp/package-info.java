/**
 * Recursive Length Prefix (Ethereum yellow paper, appendix B), as little of it as checking receipts and reading the price
 * of a transaction needs. Pure.
 */
@NullMarked
package org.alys.engine.rlp;

import org.jspecify.annotations.NullMarked;
