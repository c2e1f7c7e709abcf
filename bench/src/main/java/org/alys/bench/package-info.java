/** Benchmarks (JMH and whole-node). */
@NullMarked
package org.alys.bench;

import org.jspecify.annotations.NullMarked;
