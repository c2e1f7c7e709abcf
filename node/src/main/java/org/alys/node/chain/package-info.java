/**
 * The actor that runs the chain, and its parts: each carries out one kind of effect that the pure rules in
 * {@code org.alys.chain} ask for. Everything here lives on the actor's thread.
 */
@NullMarked
package org.alys.node.chain;

import org.jspecify.annotations.NullMarked;
