package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What this node has done in the current slot, so that it does it once, or a few times, and not without end.
 *
 * @param asked the skip ranges it asked for
 * @param answered whom it answered, once per answer
 * @param remindedLaggard it shared what settled a past slot with a member that still votes on that
 */
record SlotDuty(List<SlotRange> asked, List<Integer> answered, boolean remindedLaggard) {
    static final SlotDuty NONE = new SlotDuty(List.of(), List.of(), false);

    SlotDuty withAsked(SlotRange range) {
        List<SlotRange> longer = new ArrayList<>(asked);
        longer.add(range);
        return new SlotDuty(List.copyOf(longer), answered, remindedLaggard);
    }

    SlotDuty withAnswered(int member) {
        List<Integer> longer = new ArrayList<>(answered);
        longer.add(member);
        return new SlotDuty(asked, List.copyOf(longer), remindedLaggard);
    }

    SlotDuty withRemindedLaggard() {
        return new SlotDuty(asked, answered, true);
    }

    boolean mayAsk(SlotRange range) {
        return asked.size() < Limits.ASKS_PER_SLOT && !asked.contains(range);
    }

    boolean mayAnswer(int member) {
        return Collections.frequency(answered, member) < Limits.ANSWERS_PER_SLOT;
    }
}
