/**
 * Watches what the process and its actors use up: readings from a source, levels with hysteresis, events, and failures for
 * supervision. Start at {@link org.alys.actor.resource.ResourceWatch}.
 */
@NullMarked
package org.alys.actor.resource;

import org.jspecify.annotations.NullMarked;
