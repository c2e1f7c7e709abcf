/** How the execution layer is doing, judged from what the node's calls to it took. Pure: time comes in with every event. */
@NullMarked
package org.alys.engine.health;

import org.jspecify.annotations.NullMarked;
