package org.alys.storage;

import org.alys.primitives.Bytes;

/** Version 2: mints can be read in the order of their heights; there are columns for peg-outs, of which there were none. */
record MintsByHeight() implements Migration {
    @Override
    public int toVersion() {
        return 2;
    }

    @Override
    public String purpose() {
        return "index of minted deposits by height";
    }

    @Override
    public void apply(MigrationStep step) {
        step.forEach("minted", (outpoint, height) -> {
            MintedDeposit mint = new MintedDeposit(Keys.number(height), Bytes.of(outpoint));
            step.put("minted_at", mint.key().toArray(), new byte[0]);
        });
    }
}
