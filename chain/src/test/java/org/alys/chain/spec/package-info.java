/** Tests of org.alys.chain.spec. */
@NullMarked
package org.alys.chain.spec;

import org.jspecify.annotations.NullMarked;
