package org.alys.chain.consensus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.alys.primitives.Bytes32;

/** The rounds of the slots above the final block in which something happened, ascending; immutable. */
final class Rounds {
    static final Rounds EMPTY = new Rounds(new Round[0]);

    private final Round[] ascending;

    private Rounds(Round[] ascending) {
        this.ascending = ascending;
    }

    List<Round> all() {
        return List.of(ascending);
    }

    int size() {
        return ascending.length;
    }

    Round at(long slot) {
        int index = indexOf(slot);
        return index < 0 ? Round.empty(slot) : ascending[index];
    }

    Rounds with(Round round) {
        int index = indexOf(round.slot());
        if (index >= 0) {
            Round[] changed = ascending.clone();
            changed[index] = round;
            return new Rounds(changed);
        }
        int place = -index - 1;
        Round[] longer = new Round[ascending.length + 1];
        System.arraycopy(ascending, 0, longer, 0, place);
        longer[place] = round;
        System.arraycopy(ascending, place, longer, place + 1, ascending.length - place);
        return new Rounds(longer);
    }

    Rounds above(long slot) {
        return new Rounds(Arrays.copyOfRange(ascending, firstAtOrAbove(slot + 1), ascending.length));
    }

    /** The rounds of {@code from} to {@code to}, both included, ascending. */
    List<Round> within(long from, long to) {
        int first = firstAtOrAbove(from);
        int end = firstAtOrAbove(to + 1);
        return first >= end ? List.of() : Arrays.asList(ascending).subList(first, end);
    }

    /** Changes every round of the range, and forgets those that have nothing left. */
    Rounds changedWithin(long from, long to, UnaryOperator<Round> change) {
        if (within(from, to).isEmpty()) {
            return this;
        }
        return new Rounds(Arrays.stream(ascending)
                .map(round -> round.slot() < from || round.slot() > to ? round : change.apply(round))
                .filter(round -> !round.isEmpty())
                .toArray(Round[]::new));
    }

    /** The accepted block with this root; parents are near the end, so the search begins there. */
    Optional<Candidate> block(Bytes32 root) {
        for (int i = ascending.length - 1; i >= 0; i--) {
            Optional<Candidate> found = ascending[i].candidate(root);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private int firstAtOrAbove(long slot) {
        int index = indexOf(slot);
        return index < 0 ? -index - 1 : index;
    }

    private int indexOf(long slot) {
        int low = 0;
        int high = ascending.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = ascending[middle].slot();
            if (found == slot) {
                return middle;
            }
            if (found < slot) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
