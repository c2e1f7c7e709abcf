package org.alys.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuorumTest {
    @ParameterizedTest
    @CsvSource({
        "1,1,0,0",
        "3,2,1,0",
        "4,3,1,1",
        "5,3,2,0",
        "5,4,1,1",
        "7,4,3,0",
        "7,5,2,2",
        "10,7,3,3",
        "15,8,7,0",
        "15,11,4,4"
    })
    void knowsWhatItTolerates(int members, int threshold, int crashes, int liars) {
        Quorum quorum = new Quorum(members, threshold);
        assertThat(quorum.crashTolerance()).isEqualTo(crashes);
        assertThat(quorum.byzantineTolerance()).isEqualTo(liars);
    }

    @Test
    void refusesQuorumsThatNeedNotMeet() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(4, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(16, 9));
    }

    @Test
    void rotatesProposers() {
        Quorum quorum = new Quorum(5, 3);
        assertThat(quorum.proposer(0)).isZero();
        assertThat(quorum.proposer(7)).isEqualTo(2);
    }
}
