/** How members of the federation reach each other: messages, and the links that carry them. */
@NullMarked
package org.alys.node.network;

import org.jspecify.annotations.NullMarked;
