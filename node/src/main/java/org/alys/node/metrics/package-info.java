/**
 * What Prometheus reads from the node. All metrics live in a registry that is passed in; label values come from fixed lists or
 * are capped, so that no outsider can make series.
 */
@NullMarked
package org.alys.node.metrics;

import org.jspecify.annotations.NullMarked;
