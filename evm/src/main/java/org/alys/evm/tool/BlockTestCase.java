package org.alys.evm.tool;

import java.util.List;
import java.util.Optional;
import org.alys.evm.chain.Genesis;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * A chain of blocks, valid or not, and where it must end.
 *
 * @param blocks to be handed in in this order
 * @param lastBlock the head at the end
 * @param expectedRoot the state after it, where the test says it in accounts
 */
public record BlockTestCase(
        String name,
        String network,
        Genesis genesis,
        List<Candidate> blocks,
        Bytes32 lastBlock,
        Optional<Bytes32> expectedRoot) {
    public BlockTestCase {
        blocks = List.copyOf(blocks);
    }

    /**
     * A block as it comes.
     *
     * @param expectedError what is wrong with it, in the words of the test
     */
    public record Candidate(Bytes rlp, Optional<String> expectedError) {}
}
