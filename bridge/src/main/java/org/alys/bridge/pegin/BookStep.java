package org.alys.bridge.pegin;

import java.util.List;

/** A new book and what goes with it. */
public record BookStep(PegInBook book, List<BookEffect> effects) {
    public BookStep {
        effects = List.copyOf(effects);
    }
}
