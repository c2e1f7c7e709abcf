/** Tracers that show an execution as JSON, in the forms that go-ethereum made the standard. */
@NullMarked
package org.alys.evm.rpc.trace;

import org.jspecify.annotations.NullMarked;
