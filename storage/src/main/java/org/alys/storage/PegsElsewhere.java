package org.alys.storage;

import java.util.List;

/** Version 3: the bridge keeps the pegs in a journal of its own, and reads again what was here. */
record PegsElsewhere() implements Migration {
    @Override
    public int toVersion() {
        return 3;
    }

    @Override
    public String purpose() {
        return "the state of the pegs is kept by the bridge";
    }

    @Override
    public void apply(MigrationStep step) {
        List.of("bridge", "peg_out_states").stream()
                .filter(step::has)
                .forEach(family -> step.forEach(family, (key, value) -> step.delete(family, key)));
    }
}
