package org.alys.chain.spec;

/**
 * A value of the chain spec that breaks a rule.
 *
 * @param key as in the spec file, for example {@code federation[1].blsPublicKey}
 * @param rule what must hold, with the offending value
 */
public record SpecProblem(String key, String rule) {
    @Override
    public String toString() {
        return key + ": " + rule;
    }
}
