/** Money: who is paid what, in which order, and that nothing is ever lost or made. */
@NullMarked
package org.alys.chain.money;

import org.jspecify.annotations.NullMarked;
