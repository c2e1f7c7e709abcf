/** The encodings of what members tell each other. */
@NullMarked
package org.alys.node.network.wire;

import org.jspecify.annotations.NullMarked;
