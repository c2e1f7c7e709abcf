/** Tests of the bridge actor over a real actor system and database, and a Bitcoin node that follows a script. */
@NullMarked
package org.alys.node.bridge;

import org.jspecify.annotations.NullMarked;
