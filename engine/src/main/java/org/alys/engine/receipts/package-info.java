/**
 * What a block's receipts must be: the receipts root is computed again from what a client answers, so neither a bug nor a
 * lie in an answer can change fees or peg-outs. Pure.
 */
@NullMarked
package org.alys.engine.receipts;

import org.jspecify.annotations.NullMarked;
