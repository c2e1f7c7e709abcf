/** Puts a node together: opens what is on disk, starts the actors in order, serves HTTP, and takes all of it down in reverse. */
@NullMarked
package org.alys.node.wiring;

import org.jspecify.annotations.NullMarked;
