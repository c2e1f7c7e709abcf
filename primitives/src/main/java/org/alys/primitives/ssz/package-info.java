/**
 * SSZ, the encoding of consensus objects (Ethereum consensus-specs, ssz/simple-serialize.md): one {@link SszType} per type of
 * object gives its encoding, a strict decoder and its hash tree root. Add a type by composing {@link Ssz}; nothing here knows
 * what the objects mean.
 */
@NullMarked
package org.alys.primitives.ssz;

import org.jspecify.annotations.NullMarked;
