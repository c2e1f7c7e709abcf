package org.alys.chain.signing;

import org.alys.chain.vote.VoteKind;

/** The kinds of message that members sign. A signature of one kind is never valid as another. */
public enum MessageKind {
    /** A proposer's signature of a block. */
    PROPOSAL(1),
    NOTARIZE(2),
    FINALIZE(3),
    SKIP(4),
    /** A member's answer to a peer's challenge. */
    HANDSHAKE(5);

    private final int code;

    MessageKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static MessageKind of(VoteKind kind) {
        return switch (kind) {
            case NOTARIZE -> NOTARIZE;
            case FINALIZE -> FINALIZE;
            case SKIP -> SKIP;
        };
    }
}
