package org.alys.bitcoin.auxpow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alys.fuzzing.FuzzTarget;

/** Fuzzing of merged-mining proofs. */
public final class AuxPowTargets {
    private static final AuxPowVerifier VERIFIER = new AuxPowVerifier(ProofBuilder.CHAIN_ID);

    public static final List<FuzzTarget> ALL = List.of(FuzzTarget.total(
            "auxpow",
            AuxPowTargets::judge,
            new ProofBuilder().build().encode(),
            new ProofBuilder().tagInInput().build().encode(),
            new ProofBuilder().chainLevels(0).coinbaseLevels(0).build().encode()));

    private AuxPowTargets() {}

    private static void judge(byte[] input) {
        AuxPow.decode(input).toOptional().ifPresent(proof -> {
            assertThat(proof.encode()).isEqualTo(input);
            assertThat(proof.size()).isEqualTo(input.length);
            assertThat(VERIFIER.verifyStructure(proof, ProofBuilder.HASH)).isNotNull();
        });
        assertThat(VERIFIER.verify(input, ProofBuilder.HASH, ProofBuilder.TARGET))
                .isNotNull();
    }
}
