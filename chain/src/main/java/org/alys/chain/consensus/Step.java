package org.alys.chain.consensus;

import java.util.List;

/** What one event led to. */
public record Step(SimplexState state, List<Effect> effects) {}
