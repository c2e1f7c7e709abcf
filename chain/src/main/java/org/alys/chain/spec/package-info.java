/**
 * The chain spec: everything that all nodes of one network must agree on, its validation and its root, slots and genesis.
 * Reading files is the node's business.
 */
@NullMarked
package org.alys.chain.spec;

import org.jspecify.annotations.NullMarked;
