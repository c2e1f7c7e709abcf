/** Tests of org.alys.chain.money. */
@NullMarked
package org.alys.chain.money;

import org.jspecify.annotations.NullMarked;
