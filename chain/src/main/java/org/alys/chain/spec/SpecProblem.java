package org.alys.chain.spec;

/**
 * A rule that a chain spec breaks.
 *
 * @param key the offending key, as in the file
 * @param rule what must hold, with the value found
 */
public record SpecProblem(String key, String rule) {}
