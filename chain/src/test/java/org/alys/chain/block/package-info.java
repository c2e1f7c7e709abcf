/** Tests of blocks and their encoding. */
@NullMarked
package org.alys.chain.block;

import org.jspecify.annotations.NullMarked;
