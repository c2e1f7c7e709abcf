/** Tests that docs/protocol.md and its vectors say what the code does. */
@NullMarked
package org.alys.chain.protocol;

import org.jspecify.annotations.NullMarked;
