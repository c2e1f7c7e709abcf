package org.alys.bitcoin.tx;

import java.util.Optional;
import java.util.function.Function;

/** The outcome of decoding bytes that somebody else wrote. */
public sealed interface Decoded<T> {
    /** The bytes were exactly one canonical encoding of {@code value}. */
    record Valid<T>(T value) implements Decoded<T> {}

    /**
     * The bytes were not an encoding.
     *
     * @param offset where reading stopped, in bytes from the start
     * @param reason what was wrong there, one clause without a full stop
     */
    record Malformed<T>(int offset, String reason) implements Decoded<T> {}

    /** Reads one object from the reader's position. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(BitcoinReader reader) throws MalformedBytesException;
    }

    /** Decodes all of {@code input}: more than {@code maxSize} bytes, or bytes left over, are malformed. */
    static <T> Decoded<T> decode(byte[] input, int maxSize, Parser<T> parser) {
        if (input.length > maxSize) {
            return new Malformed<>(0, input.length + " bytes exceed the limit of " + maxSize);
        }
        BitcoinReader reader = new BitcoinReader(input);
        try {
            T value = parser.parse(reader);
            reader.requireEnd();
            return new Valid<>(value);
        } catch (MalformedBytesException e) {
            return new Malformed<>(e.offset(), e.reason());
        }
    }

    /** The value, or empty when malformed. */
    default Optional<T> toOptional() {
        return switch (this) {
            case Valid<T> valid -> Optional.of(valid.value());
            case Malformed<T> _ -> Optional.empty();
        };
    }

    /**
     * The value, for bytes that are known to be good (own data, constants).
     *
     * @throws IllegalArgumentException when they are not
     */
    default T orElseThrow() {
        return switch (this) {
            case Valid<T> valid -> valid.value();
            case Malformed<T>(int offset, String reason) ->
                throw new IllegalArgumentException("malformed at byte " + offset + ": " + reason);
        };
    }

    /** The same outcome with the value replaced. */
    default <R> Decoded<R> map(Function<T, R> function) {
        return switch (this) {
            case Valid<T> valid -> new Valid<>(function.apply(valid.value()));
            case Malformed<T>(int offset, String reason) -> new Malformed<>(offset, reason);
        };
    }
}
