/**
 * Whether a block may follow another, and what the chain's state is then. Pure: time, Bitcoin and the execution layer come in
 * as values. Proposers and validators use the same {@code BlockPlan}.
 */
@NullMarked
package org.alys.chain.rules;

import org.jspecify.annotations.NullMarked;
