package org.alys.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alys.evm.block.Block;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.chain.PayloadConversion;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What blocks are compared with does the same work. */
class GoEthereumPeerTest {
    @Test
    void comesToTheSameStatesAndAnswersCalls(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(GoEthereum.isAvailable(), "libevm is for Linux on x86-64");
        TradingChain chain = new TradingChain(1_700_000_000, Fork.SHANGHAI);
        Genesis genesis = GenesisFile.parse(chain.genesis());
        Path file = Files.writeString(directory.resolve("genesis.json"), chain.genesis());
        try (GoEthereumPeer peer =
                        GoEthereumPeer.start(directory.resolve("peer")).orElseThrow();
                BlockNode node = BlockNode.open(directory.resolve("node"), genesis)) {
            assertThat(peer.genesis(file)).isEqualTo(genesis.block().header().stateRoot());
            List<SignedTransaction> transactions = chain.mixed(3, 2);
            node.submit(transactions);
            Block block = block(node.build(transactions.size()), node);
            assertThat(peer.execute(TradingChain.CHAIN_ID, block).stateRoot())
                    .isEqualTo(block.header().stateRoot());
            assertThat(peer.call(4, new byte[32], 10)).isPositive();
        }
    }

    private static Block block(ExecutionPayload payload, BlockNode node) {
        return switch (PayloadConversion.toBlock(
                payload, Bytes32.ZERO, node.execution().pool()::find)) {
            case PayloadConversion.Converted(Block block) -> block;
            case PayloadConversion.Refused(var problem) -> throw new AssertionError(problem);
        };
    }
}
