/** Tests of the whole house and of the node's wiring. */
@NullMarked
package org.alys.node;

import org.jspecify.annotations.NullMarked;
