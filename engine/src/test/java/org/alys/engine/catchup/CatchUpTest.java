package org.alys.engine.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.engine.BlockHeader;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadStatus;
import org.alys.engine.Timing;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;

/** A client that knows what it was given: blocks on known parents are valid, others make it syncing. */
class CatchUpTest {
    private static final Bytes32 GENESIS = hash(0);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<Bytes32, StoredBlock> stored = new HashMap<>();
    private final Set<Bytes32> known = new HashSet<>(Set.of(GENESIS));
    private final Deque<PayloadStatus> scripted = new ArrayDeque<>();
    private final List<Bytes32> heads = new ArrayList<>();
    private Duration slept = Duration.ZERO;

    CatchUpTest() {
        for (int i = 1; i <= 5; i++) {
            stored.put(hash(i), new StoredBlock(block(i), Bytes32.ZERO));
        }
    }

    @Test
    void clientAtTheHeadIsLeftAlone() {
        known.add(hash(5));
        assertThat(bring(5)).isEqualTo(new CatchUpResult.AtHead(0));
        assertThat(heads).containsExactly(hash(5));
    }

    @Test
    void sendsEverythingOldestFirstAndMakesEachTheHead() {
        assertThat(bring(3)).isEqualTo(new CatchUpResult.AtHead(3));
        assertThat(heads).containsExactly(hash(1), hash(2), hash(3), hash(3));
    }

    @Test
    void startsAtTheNewestBlockThatTheClientKnows() {
        known.addAll(Set.of(hash(1), hash(2)));
        assertThat(bring(4)).isEqualTo(new CatchUpResult.AtHead(3));
        assertThat(heads.getFirst()).isEqualTo(hash(2));
    }

    @Test
    void waitsForAClientThatIsBusy() {
        scripted.addAll(List.of(new PayloadStatus.Syncing(), new PayloadStatus.Accepted()));
        assertThat(bring(1)).isEqualTo(new CatchUpResult.AtHead(1));
        assertThat(slept).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void givesUpWhenPatienceIsOver() {
        for (int i = 0; i < 100; i++) {
            scripted.add(new PayloadStatus.Syncing());
        }
        assertThat(bring(1)).isEqualTo(new CatchUpResult.StillSyncing(0, hash(1)));
        assertThat(slept).isLessThanOrEqualTo(PATIENCE);
    }

    @Test
    void namesTheBlockThatIsRejected() {
        scripted.addAll(
                List.of(new PayloadStatus.Valid(hash(1)), new PayloadStatus.Invalid(Optional.empty(), "bad root")));
        assertThat(bring(3)).isEqualTo(new CatchUpResult.Rejected(hash(2), "bad root"));
    }

    @Test
    void namesTheAncestorThatNobodyHas() {
        stored.remove(hash(2));
        assertThat(bring(4)).isEqualTo(new CatchUpResult.Missing(hash(2)));
        assertThat(heads).isEmpty();
    }

    private CatchUpResult bring(int head) {
        CatchUp catchUp = new CatchUp(client(), at -> Optional.ofNullable(stored.get(at)), timing());
        return catchUp.run(new ForkchoiceState(hash(head), Bytes32.ZERO, Bytes32.ZERO), PATIENCE);
    }

    private ExecutionClient client() {
        InvocationHandler calls = (proxy, method, args) -> switch (method.getName()) {
            case "forkchoiceUpdated" -> follow((ForkchoiceState) args[0]);
            case "newPayload" -> execute((ExecutionPayload) args[0]);
            case "headerByHash" ->
                Optional.of((Bytes32) args[0]).filter(known::contains).map(CatchUpTest::header);
            default -> throw new AssertionError("unexpected call of " + method);
        };
        return (ExecutionClient) Proxy.newProxyInstance(
                ExecutionClient.class.getClassLoader(), new Class<?>[] {ExecutionClient.class}, calls);
    }

    private ForkchoiceResult follow(ForkchoiceState state) {
        if (!known.contains(state.head())) {
            return new ForkchoiceResult.Syncing();
        }
        heads.add(state.head());
        return new ForkchoiceResult.Valid(Optional.empty());
    }

    private PayloadStatus execute(ExecutionPayload payload) {
        PayloadStatus status = scripted.isEmpty()
                ? known.contains(payload.parentHash())
                        ? new PayloadStatus.Valid(payload.blockHash())
                        : new PayloadStatus.Syncing()
                : scripted.remove();
        if (status instanceof PayloadStatus.Valid) {
            known.add(payload.blockHash());
        }
        return status;
    }

    private Timing timing() {
        return new Timing() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public Duration elapsed() {
                return slept;
            }

            @Override
            public void sleep(Duration duration) {
                slept = slept.plus(duration);
            }
        };
    }

    private static BlockHeader header(Bytes32 hash) {
        return new BlockHeader(hash, hash, 0, 0, hash, 0, 0, Wei.ZERO);
    }

    private static Bytes32 hash(int number) {
        return Bytes32.fromHex("%064x".formatted(number));
    }

    private static ExecutionPayload block(int number) {
        return new ExecutionPayload(
                Fork.PRAGUE,
                hash(number - 1),
                EvmAddress.ZERO,
                Bytes32.ZERO,
                Bytes32.ZERO,
                Bytes.of(new byte[256]),
                Bytes32.ZERO,
                number,
                0,
                0,
                number,
                Bytes.EMPTY,
                Wei.ZERO,
                hash(number),
                List.of(),
                List.of(),
                0,
                0,
                List.of());
    }
}
