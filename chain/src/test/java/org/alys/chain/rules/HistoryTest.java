package org.alys.chain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.PegIn;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.money.Conservation;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.money.Measurements;
import org.alys.chain.money.PegOutRequest;
import org.alys.chain.rules.BlockPlan.Finalising;
import org.alys.chain.rules.Verdict.Accept;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.alys.primitives.ssz.Decoded;

/** Random histories: whatever happens, every block is valid, no coin appears or vanishes, and states survive storage. */
class HistoryTest {
    private static final int BLOCKS = 40;

    /** The coins on both chains, counted apart from the rules. */
    private static final class World {
        Sats held = Sats.ZERO;
        Sats waiting = Sats.ZERO;
        Wei users = Wei.ZERO;
        Wei sink = Wei.ZERO;
        Wei burns = Wei.ZERO;

        Measurements measure() {
            return new Measurements(held, waiting, sink, burns);
        }
    }

    @Property(tries = 60)
    void conservesMoney(@ForAll long seed) {
        new History().run(new Random(seed));
    }

    /** One history. Every try needs its own: jqwik keeps the instance of the test class. */
    private static final class History {
        private final TestChain chain = new TestChain();
        private final World world = new World();
        private final List<PegIn> queue = new ArrayList<>();
        private int deposits;

        void run(Random random) {
            for (int i = 0; i < BLOCKS; i++) {
                deposit(random);
                Block block = propose(random);
                assertThat(chain.judge(block)).isEqualTo(new Accept());

                chain.extend(block, execute(block, random));

                Conservation conservation = Conservation.check(chain.tip.ledger(), world.measure());
                assertThat(conservation).isInstanceOf(Conservation.Conserved.class);
                assertThat(conservation.reserves().supply()).isEqualTo(world.users.value());
                assertFeesAreAccountedFor();
                assertThat(ChainState.decode(ChainState.SCHEMA.encodeToArray(chain.tip)))
                        .isEqualTo(new Decoded.Value<>(chain.tip));
            }
        }

        private void deposit(Random random) {
            for (int i = random.nextInt(4); i > 0; i--) {
                PegIn pegIn = BlockBuilder.pegIn(deposits++ & 0xff);
                if (deposits <= 0xff) {
                    queue.add(pegIn);
                    world.held = world.held.plus(pegIn.amount());
                    world.waiting = world.waiting.plus(pegIn.amount());
                }
            }
        }

        private Block propose(Random random) {
            Optional<AuxPowHeader> header = chain.tip.height() > 0 && (random.nextInt(6) == 0 || mustFinalise())
                    ? chain.header()
                    : Optional.empty();
            Optional<Finalising> finalising = header.flatMap(h -> chain.rules.finalising(chain.tip, h, chain));
            int room = Math.min(queue.size(), chain.rules.roomForPegs(chain.tip, finalising));
            List<PegIn> chosen = List.copyOf(queue.subList(0, random.nextInt(room + 1)));
            queue.removeAll(chosen);
            return chain.at(chain.tip.slot() + 1 + random.nextInt(3), chosen, header);
        }

        private boolean mustFinalise() {
            return chain.tip.blocksWithoutFinality() >= chain.rules.spec().maxBlocksWithoutAuxPow();
        }

        /** Mints what the block says, then lets users pay fees and burn what they have. */
        private ExecutionFacts execute(Block block, Random random) {
            for (Withdrawal withdrawal : block.payload().withdrawals()) {
                world.users = world.users.plus(Wei.ofGwei(withdrawal.amountGwei()));
            }
            block.pegIns().forEach(pegIn -> world.waiting = world.waiting.minus(pegIn.amount()));
            Wei base = spend(random, 10);
            Wei priority = spend(random, 10);
            List<PegOutRequest> requests = IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> new PegOutRequest(Bytes32.ZERO, i, EvmAddress.ZERO, Bytes.EMPTY, spend(random, 4)))
                    .toList();
            world.sink = world.sink.plus(priority);
            requests.forEach(request -> world.burns = world.burns.plus(request.burned()));
            return new ExecutionFacts(base, priority, requests);
        }

        /** A random amount, at most the users' coins divided by {@code part}, odd to the last wei. */
        private Wei spend(Random random, int part) {
            BigInteger most = world.users.value().divide(BigInteger.valueOf(part));
            Wei amount = new Wei(new BigInteger(most.bitLength() + 8, random).mod(most.add(BigInteger.ONE)));
            world.users = world.users.minus(amount);
            return amount;
        }

        /** The carry is exactly what users paid up to the last final block and nobody got. */
        private void assertFeesAreAccountedFor() {
            BitcoinFinality finality = chain.tip.finality();
            assertThat(finality.feesPaid().minus(chain.tip.ledger().mintedFees()))
                    .isEqualTo(finality.carry());
        }
    }
}
