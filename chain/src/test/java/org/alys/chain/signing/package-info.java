/** Tests of signatures. */
@NullMarked
package org.alys.chain.signing;

import org.jspecify.annotations.NullMarked;
