/** Tests of the rules of the chain, on small chains that are built by the rules themselves. */
@NullMarked
package org.alys.chain.rules;

import org.jspecify.annotations.NullMarked;
