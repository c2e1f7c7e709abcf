/**
 * Actors whose state survives the process: every change is an event in a {@link org.alys.actor.durable.Journal} before it
 * takes effect, and a start replays the events after the latest snapshot. The journal stores opaque bytes; {@link
 * org.alys.actor.durable.EventCodec} gives them meaning and migrates old versions.
 */
@NullMarked
package org.alys.actor.durable;

import org.jspecify.annotations.NullMarked;
