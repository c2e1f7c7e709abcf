@NullMarked
package org.alys.node.sync;

import org.jspecify.annotations.NullMarked;
