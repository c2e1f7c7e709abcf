/**
 * What a failure means for the system and what is best done about it, computed from what is known: the kind of failure, the
 * history of restarts and the graph of dependencies. Start at {@link org.alys.actor.diagnosis.Diagnosis}.
 */
@NullMarked
package org.alys.actor.diagnosis;

import org.jspecify.annotations.NullMarked;
