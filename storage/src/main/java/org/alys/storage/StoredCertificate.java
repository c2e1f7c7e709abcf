package org.alys.storage;

import org.alys.primitives.Bytes;

/** A certificate for the slots {@code fromSlot} to {@code toSlot}, both included; a finalize certificate names one slot. */
public record StoredCertificate(Kind kind, long fromSlot, long toSlot, Bytes bytes) {
    /** What the votes in the certificate say. */
    public enum Kind {
        FINALIZE((byte) 1),
        SKIP((byte) 2);

        private final byte code;

        Kind(byte code) {
            this.code = code;
        }

        byte code() {
            return code;
        }

        /** @throws IllegalArgumentException when no kind has the code */
        static Kind ofCode(byte code) {
            return switch (code) {
                case 1 -> FINALIZE;
                case 2 -> SKIP;
                default -> throw new IllegalArgumentException("no certificate kind has the code " + code);
            };
        }
    }

    public StoredCertificate {
        if (fromSlot < 0 || toSlot < fromSlot || (kind == Kind.FINALIZE && fromSlot != toSlot)) {
            throw new IllegalArgumentException("impossible certificate " + kind + " " + fromSlot + ".." + toSlot);
        }
    }
}
