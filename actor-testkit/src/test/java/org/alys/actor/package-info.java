/** Simulations that reach into the runtime, to break it on purpose. */
@NullMarked
package org.alys.actor;

import org.jspecify.annotations.NullMarked;
