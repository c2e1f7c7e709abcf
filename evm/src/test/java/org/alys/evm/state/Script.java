package org.alys.evm.state;

import java.util.Random;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.rlp.Rlp;

/** A chain whose every block follows from its number, with a sibling that loses beside every third block. */
final class Script {
    private static final int SIBLING = 1 << 20;

    private Script() {}

    static Bytes32 hash(long number) {
        return Bytes32.of(Hashes.keccak256(Rlp.number(number)));
    }

    static Bytes32 siblingHash(long number) {
        return hash(SIBLING + number);
    }

    static StateDelta delta(long number) {
        return Deltas.random(new Random(number));
    }

    /** Commits block {@code number}, or its genesis, and before it the sibling where there is one. */
    static void commit(StateDatabase database, long number) {
        if (number == 0) {
            database.commitGenesis(hash(0), delta(0));
            return;
        }
        if (number % 3 == 0 && database.find(siblingHash(number)).isEmpty()) {
            database.prepare(hash(number - 1), delta(SIBLING + number))
                    .orElseThrow()
                    .commit(siblingHash(number));
        }
        database.prepare(hash(number - 1), delta(number)).orElseThrow().commit(hash(number));
        database.finalise(hash(Math.max(0, number - 2)));
    }

    /** The last block that was committed, siblings aside; -1 when none was. */
    static long last(StateDatabase database) {
        long last = database.durableHead().map(StateHead::number).orElse(-1L);
        while (last >= 0 && database.find(hash(last)).isEmpty()) {
            last--;
        }
        return last;
    }

    static MemoryState stateAfter(long number) {
        MemoryState state = MemoryState.EMPTY;
        for (long i = 0; i <= number; i++) {
            state = state.with(delta(i));
        }
        return state;
    }
}
