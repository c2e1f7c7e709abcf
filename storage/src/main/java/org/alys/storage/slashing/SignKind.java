package org.alys.storage.slashing;

/** What a signature says. */
public enum SignKind {
    /** A proposed block of the signer's own slot. */
    PROPOSAL((byte) 1),
    /** A vote for a proposed block. */
    NOTARIZE((byte) 2),
    /** A vote for a certified block to be final. */
    FINALIZE((byte) 3),
    /** A vote that slots end without a block. */
    SKIP((byte) 4);

    private final byte code;

    SignKind(byte code) {
        this.code = code;
    }

    byte code() {
        return code;
    }

    /** @throws IllegalArgumentException when no kind has the code */
    static SignKind ofCode(byte code) {
        for (SignKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of signature has the code " + code);
    }
}
