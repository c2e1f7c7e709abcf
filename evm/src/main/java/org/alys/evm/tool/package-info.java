/**
 * Tools over the virtual machine: the state tests of Ethereum as a runner that the command line and the tests share, and the
 * run of a piece of code. Nothing here is used by a node.
 */
@NullMarked
package org.alys.evm.tool;

import org.jspecify.annotations.NullMarked;
