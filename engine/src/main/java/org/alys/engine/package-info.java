/** Engine API client and the execution genesis. */
@NullMarked
package org.alys.engine;

import org.jspecify.annotations.NullMarked;
