/** What shows a third party that a member signed what no honest member signs. */
@NullMarked
package org.alys.chain.evidence;

import org.jspecify.annotations.NullMarked;
