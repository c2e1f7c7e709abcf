package org.alys.primitives.ssz;

import java.util.Optional;

/** What came of decoding bytes from outside: a value, or what was wrong with the bytes. */
public sealed interface Decoded<T> {
    /** The bytes were the one encoding of {@code value}. */
    record Value<T>(T value) implements Decoded<T> {}

    /** The bytes are no encoding of the type; {@code reason} names the field and the rule. */
    record Malformed<T>(String reason) implements Decoded<T> {}

    /** The value, if there is one. */
    default Optional<T> toOptional() {
        return this instanceof Value<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    /** The value, for bytes this program wrote itself. */
    default T orThrow() {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Malformed<T>(String reason) -> throw new IllegalStateException("malformed SSZ: " + reason);
        };
    }
}
