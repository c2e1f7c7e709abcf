package org.alys.fuzzing;

import java.util.List;

/** Targets that keep their word, and one that does not. */
final class BreakableFuzz {
    static final FuzzGroup GROUP = new FuzzGroup(
            BreakableFuzz.class,
            List.of(
                    FuzzTarget.of("strict", IllegalArgumentException.class, BreakableFuzz::strict, new byte[] {1}),
                    FuzzTarget.total("breakable", BreakableFuzz::breakable, new byte[] {'B', 'R', 'x', 'x'})));

    private BreakableFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }

    private static void strict(byte[] input) {
        throw new IllegalArgumentException("takes nothing, not even " + input.length + " bytes");
    }

    private static void breakable(byte[] input) {
        if (input.length > 3 && input[0] == 'B' && input[1] == 'R' && input[2] == 'E' && input[3] == 'A') {
            throw new IllegalStateException("broken");
        }
    }
}
