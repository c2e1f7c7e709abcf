/** Tests of the metrics, by what Prometheus would read. */
@NullMarked
package org.alys.node.metrics;

import org.jspecify.annotations.NullMarked;
