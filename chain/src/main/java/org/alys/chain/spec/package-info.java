/** What makes a network: its parameters, their rules, and the arithmetic of its slots. One chain spec is one network. */
@NullMarked
package org.alys.chain.spec;

import org.jspecify.annotations.NullMarked;
