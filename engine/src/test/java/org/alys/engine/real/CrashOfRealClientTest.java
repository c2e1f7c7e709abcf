package org.alys.engine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.engine.BlockHeader;
import org.alys.engine.BlockRef;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.Receipt;
import org.alys.engine.Timing;
import org.alys.engine.catchup.CatchUp;
import org.alys.engine.catchup.CatchUpResult;
import org.alys.engine.catchup.StoredBlock;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client is killed with SIGKILL and started again, on the same data or on none: what consensus may rely on. */
class CrashOfRealClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final EvmAddress USER = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");

    @TempDir
    private Path directory;

    private final Wallet wallet = new Wallet(1, TestChain.CHAIN_ID);
    private final Map<Bytes32, StoredBlock> stored = new HashMap<>();

    @ParameterizedTest
    @EnumSource(RunningExecution.Kind.class)
    void keepsHeadStateAndReceiptsAndGoesOn(RunningExecution.Kind kind) {
        try (TestChain chain = new TestChain(kind, directory, Fork.PRAGUE)) {
            ExecutionPayload funded =
                    chain.extend(chain.genesis, chain.mint(wallet.address(), new Sats(5_000_000_000L)));
            chain.client.sendRawTransaction(wallet.legacy(USER, Wei.of(7), 21_000, Wei.ofGwei(3)));
            ExecutionPayload head = chain.extend(funded);
            List<Receipt> receipts = chain.client.receipts(head);
            ExecutionPayload executedOnly = chain.build(head);
            chain.execute(executedOnly);

            chain.process.killAndRestart();

            assertThat(latest(chain)).contains(head.blockHash());
            assertThat(chain.client.receipts(head)).isEqualTo(receipts).hasSize(1);
            assertThat(chain.client.balance(USER, BlockRef.Tag.LATEST)).isEqualTo(Wei.of(7));
            chain.adopt(executedOnly);
            chain.extend(executedOnly);
        }
    }

    @ParameterizedTest
    @EnumSource(RunningExecution.Kind.class)
    void comesBackFromBehindAndFromAhead(RunningExecution.Kind kind) {
        try (TestChain chain = new TestChain(kind, directory, Fork.PRAGUE)) {
            ExecutionPayload one = store(chain.extend(chain.genesis));
            ExecutionPayload two = store(chain.extend(one));
            ExecutionPayload three = store(chain.extend(two));
            ExecutionPayload four = store(chain.build(three));

            chain.process.killAndRestart();
            assertThat(bring(chain, four)).isInstanceOf(CatchUpResult.AtHead.class);
            assertThat(latest(chain)).contains(four.blockHash());

            chain.process.killAndRestart();
            assertThat(bring(chain, one)).isInstanceOf(CatchUpResult.AtHead.class);
            assertThat(latest(chain)).contains(one.blockHash());

            assertThat(bring(chain, four)).isInstanceOf(CatchUpResult.AtHead.class);
            assertThat(latest(chain)).contains(four.blockHash());
            chain.extend(four);
        }
    }

    @ParameterizedTest
    @EnumSource(RunningExecution.Kind.class)
    void comesBackFromAnotherBranch(RunningExecution.Kind kind) {
        try (TestChain chain = new TestChain(kind, directory, Fork.PRAGUE)) {
            ExecutionPayload base = store(chain.extend(chain.genesis));
            ExecutionPayload left = store(chain.extend(store(chain.extend(base))));
            ExecutionPayload right = store(chain.adopt(chain.build(store(chain.adopt(chain.build(base, 3))), 3)));

            chain.process.killAndRestart();
            assertThat(bring(chain, left)).isInstanceOf(CatchUpResult.AtHead.class);
            assertThat(latest(chain)).contains(left.blockHash());
            chain.process.killAndRestart();
            assertThat(bring(chain, right)).isInstanceOf(CatchUpResult.AtHead.class);
            assertThat(latest(chain)).contains(right.blockHash());
        }
    }

    @ParameterizedTest
    @EnumSource(RunningExecution.Kind.class)
    void comesBackFromNothing(RunningExecution.Kind kind) {
        try (TestChain chain = new TestChain(kind, directory, Fork.PRAGUE)) {
            ExecutionPayload head = chain.genesis;
            for (int i = 0; i < 20; i++) {
                head = store(chain.extend(head, chain.mint(USER, new Sats(1))));
            }

            chain.process.loseDataAndRestart();
            assertThat(latest(chain)).contains(chain.genesis.blockHash());

            assertThat(bring(chain, head)).isEqualTo(new CatchUpResult.AtHead(20));
            assertThat(chain.client.balance(USER, BlockRef.Tag.LATEST)).isEqualTo(new Sats(20).toWei());
            chain.process.close();
            assertThatThrownBy(chain.client::chainId)
                    .isInstanceOfSatisfying(
                            ExecutionFailedException.class,
                            e -> assertThat(e.failure()).isInstanceOf(ExecutionFailure.Unreachable.class));
        }
    }

    private ExecutionPayload store(ExecutionPayload payload) {
        stored.put(payload.blockHash(), new StoredBlock(payload, TestChain.BEACON_ROOT));
        return payload;
    }

    private CatchUpResult bring(TestChain chain, ExecutionPayload head) {
        CatchUp catchUp = new CatchUp(chain.client, hash -> Optional.ofNullable(stored.get(hash)), Timing.system());
        return catchUp.run(new ForkchoiceState(head.blockHash(), Bytes32.ZERO, Bytes32.ZERO), PATIENCE);
    }

    private static Optional<Bytes32> latest(TestChain chain) {
        return chain.client.headerAt(BlockRef.Tag.LATEST).map(BlockHeader::hash);
    }
}
