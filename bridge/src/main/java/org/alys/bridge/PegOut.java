package org.alys.bridge;

/** A peg-out request and what became of it. */
public record PegOut(PegOutId id, PegOutRequest request, PegOutState state) {}
