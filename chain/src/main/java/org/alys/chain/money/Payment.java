package org.alys.chain.money;

import org.alys.primitives.EvmAddress;

/** An amount that a block mints for somebody, in gwei. */
public record Payment(EvmAddress recipient, long gwei) {}
