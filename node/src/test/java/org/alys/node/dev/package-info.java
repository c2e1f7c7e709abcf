/** Tests of the development chain: real Bitcoin, a real execution client, a real wallet. */
@NullMarked
package org.alys.node.dev;

import org.jspecify.annotations.NullMarked;
