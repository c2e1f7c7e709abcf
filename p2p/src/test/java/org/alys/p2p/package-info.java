/** What is said about the module as a whole. */
@NullMarked
package org.alys.p2p;

import org.jspecify.annotations.NullMarked;
