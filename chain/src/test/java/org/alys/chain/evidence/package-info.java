/** Evidence convicts who is guilty and nobody else. */
@NullMarked
package org.alys.chain.evidence;

import org.jspecify.annotations.NullMarked;
