/** Tracers that come with the virtual machine. */
@NullMarked
package org.alys.evm.tracing;

import org.jspecify.annotations.NullMarked;
