/**
 * Watches over actors by pings that are answered through their mailboxes, so that an actor that is stuck is seen. {@link
 * org.alys.actor.health.HealthRecord} is the pure state machine; {@link org.alys.actor.health.HealthMonitor} is the actor
 * that pings and starts recovery.
 */
@NullMarked
package org.alys.actor.health;

import org.jspecify.annotations.NullMarked;
