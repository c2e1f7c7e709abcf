/**
 * Tests of the node as a process of the operating system, with a real Bitcoin daemon and a real execution client: it is
 * killed and started again, and started with wrong surroundings. Nothing here looks inside the running node.
 */
@NullMarked
package org.alys.node.process;

import org.jspecify.annotations.NullMarked;
