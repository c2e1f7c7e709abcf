/** The supervised actor runtime; useful alone. */
@NullMarked
package org.alys.actor;

import org.jspecify.annotations.NullMarked;
