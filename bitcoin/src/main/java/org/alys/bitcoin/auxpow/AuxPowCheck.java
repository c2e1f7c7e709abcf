package org.alys.bitcoin.auxpow;

/** Verdicts as text for people. */
public final class AuxPowCheck {
    private AuxPowCheck() {}

    /** {@code accepted}, or {@code rejected: <reason name>: <facts>}. */
    public static String describe(AuxPowVerdict verdict) {
        return switch (verdict) {
            case AuxPowVerdict.Accepted _ -> "accepted";
            case AuxPowVerdict.Rejected(AuxPowRejection reason) -> "rejected: " + reason.name() + ": " + reason.facts();
        };
    }
}
