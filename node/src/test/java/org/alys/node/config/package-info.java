/** Tests of the configuration: one mistake each, and what is said about it. */
@NullMarked
package org.alys.node.config;

import org.jspecify.annotations.NullMarked;
