/** Peg rules and the federation wallet, pure. */
@NullMarked
package org.alys.bridge;

import org.jspecify.annotations.NullMarked;
