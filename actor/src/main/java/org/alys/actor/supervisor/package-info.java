/**
 * Supervisors of groups: an actor that starts children by their specifications and, when one of them fails, starts the
 * ones that belong to it again too. Decisions are those of {@code org.alys.actor.supervision}; this package carries them
 * out. Start at {@link org.alys.actor.supervisor.Supervisor}.
 */
@NullMarked
package org.alys.actor.supervisor;

import org.jspecify.annotations.NullMarked;
