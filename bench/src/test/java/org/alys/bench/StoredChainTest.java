package org.alys.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.Verdict;
import org.junit.jupiter.api.Test;

class StoredChainTest {
    @Test
    void everyBlockIsCertifiedAndAccepted() {
        StoredChain stored = StoredChain.of(4, 2);
        BenchChain chain = stored.chain();
        ChainState state = chain.rules().genesis();
        for (byte[] bytes : stored.encodedBlocks()) {
            CertifiedBlock certified =
                    BlockSchema.of(chain.spec().fork()).decodeCertified(bytes).orThrow();
            ImportView view = new ImportView(chain.spec(), certified.block());

            assertThat(chain.signatures().check(certified, new Random(1)).isValid())
                    .isTrue();
            assertThat(chain.rules().judge(certified.block(), state, view)).isEqualTo(new Verdict.Accept());
            assertThat(certified.block().payload().transactions()).hasSize(2);
            state = chain.rules().apply(state, certified.block(), ExecutionFacts.NONE, List.of(), view);
        }
        assertThat(state.height()).isEqualTo(4);
    }
}
