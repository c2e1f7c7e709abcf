/** The actor that watches Bitcoin for the federation's deposits. It asks storage; the chain asks it. */
@NullMarked
package org.alys.node.bridge;

import org.jspecify.annotations.NullMarked;
