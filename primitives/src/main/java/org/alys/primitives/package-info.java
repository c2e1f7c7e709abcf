/**
 * Value types and functions that every room may use: fixed-size byte strings, amounts, hashing, hex. Immutable, with no
 * dependency on any other room and no knowledge of the chain.
 */
@NullMarked
package org.alys.primitives;

import org.jspecify.annotations.NullMarked;
