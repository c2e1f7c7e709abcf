/**
 * What the product is measured with: JMH benchmarks of single operations, each beside the floor that nothing can save or the
 * library that it stands on, and runs of several whole members. {@code ./alys bench} prints them as one table.
 */
@NullMarked
package org.alys.bench;

import org.jspecify.annotations.NullMarked;
