/**
 * Tests of a federation whose members run on machines of their own, as far as the network can tell: Linux network namespaces with a
 * switch between them, the guide's configuration and the guide's firewall. Nothing here looks inside the running nodes.
 */
@NullMarked
package org.alys.node.machines;

import org.jspecify.annotations.NullMarked;
