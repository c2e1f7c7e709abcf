/** Tests of chain specs, slots and genesis. */
@NullMarked
package org.alys.chain.spec;

import org.jspecify.annotations.NullMarked;
