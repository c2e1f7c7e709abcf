package org.alys.storage.slashing;

import java.nio.file.Path;
import java.util.List;
import org.alys.storage.Roots;

/** Signs as fast as it can from a slot on and prints each slot after its permits were given. */
final class SigningChild {
    static final SigningIdentity IDENTITY = new SigningIdentity(Roots.GENESIS, Roots.bytes("key"));

    private SigningChild() {}

    static List<SignRecord> recordsOf(long slot) {
        return List.of(
                SignRecord.proposal(slot, Roots.root(slot)),
                SignRecord.notarize(slot, Roots.root(slot)),
                SignRecord.finalize(slot, Roots.root(slot)));
    }

    public static void main(String[] arguments) {
        SlashingProtection protection = SlashingProtection.open(Path.of(arguments[0]), IDENTITY);
        for (long slot = Long.parseLong(arguments[1]); ; slot++) {
            List<Permit> permits = protection.permitAll(recordsOf(slot));
            if (!permits.stream().allMatch(Permit.Granted.class::isInstance)) {
                throw new IllegalStateException("not granted at slot " + slot + ": " + permits);
            }
            if (slot % 700 == 0) {
                protection.pruneBelow(slot - 20);
            }
            System.out.println(slot);
        }
    }
}
