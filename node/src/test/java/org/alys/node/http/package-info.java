/** Tests of the HTTP port over real sockets, with a scripted node behind it. */
@NullMarked
package org.alys.node.http;

import org.jspecify.annotations.NullMarked;
