/**
 * Blocks and what they carry, their one encoding (SSZ) and their roots. Adding a field is a change of protocol: the layouts
 * are in docs/protocol.md with vectors.
 */
@NullMarked
package org.alys.chain.block;

import org.jspecify.annotations.NullMarked;
