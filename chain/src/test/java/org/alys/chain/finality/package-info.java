/** Tests of org.alys.chain.finality. */
@NullMarked
package org.alys.chain.finality;

import org.jspecify.annotations.NullMarked;
