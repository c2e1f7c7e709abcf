package org.alys.storage.slashing;

/** The answer to the question whether something may be signed. */
public sealed interface Permit {
    SignRecord asked();

    /** Whether the signature may leave the node. */
    default boolean allowed() {
        return switch (this) {
            case Granted granted -> true;
            case AlreadySigned again -> true;
            case Refused refused -> false;
        };
    }

    /** It contradicts nothing, and it is on disk that it is signed. */
    record Granted(SignRecord asked) implements Permit {}

    /** The very same was signed before: sending it again changes nothing. */
    record AlreadySigned(SignRecord asked) implements Permit {}

    /** It must not be signed. */
    record Refused(SignRecord asked, Refusal reason) implements Permit {}
}
