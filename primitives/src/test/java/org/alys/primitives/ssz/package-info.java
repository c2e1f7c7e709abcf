/** Tests of the SSZ types. */
@NullMarked
package org.alys.primitives.ssz;

import org.jspecify.annotations.NullMarked;
