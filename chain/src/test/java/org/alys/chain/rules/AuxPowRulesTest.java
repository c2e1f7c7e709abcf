package org.alys.chain.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxPowRejection;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.fixture.SpecBuilder;
import org.alys.chain.fixture.TestMiner;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.rules.Verdict.Accept;
import org.alys.chain.rules.Verdict.Reject;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;

class AuxPowRulesTest {
    private final TestChain chain = new TestChain();

    private Verdict judge(AuxPowHeader header) {
        return chain.judge(chain.next(List.of(), Optional.of(header)));
    }

    private static Class<?> reasonOf(Verdict verdict) {
        return verdict instanceof Reject(Rejection.InvalidAuxPow(AuxPowRejection reason))
                ? reason.getClass()
                : verdict.getClass();
    }

    private static AuxPowHeader change(AuxPowHeader header, Bytes32 start, CompactTarget bits, EvmAddress miner) {
        return new AuxPowHeader(start, header.rangeEnd(), bits, miner, header.auxPow());
    }

    @Test
    void acceptsProofForEverythingUpToTheParent() {
        chain.extend(4);

        assertThat(judge(chain.header().orElseThrow())).isEqualTo(new Accept());
    }

    @Test
    void acceptsProofForAnEarlierAncestor() {
        chain.extend(2);
        MiningWork work = chain.work();
        AuxPowHeader header = work.header(TestMiner.mine(work.hash(), work.bits()));
        chain.extend(3);

        assertThat(judge(header)).isEqualTo(new Accept());
    }

    @Test
    void finalityReachesTheRangeEndAndNotTheBlockThatCarriesTheProof() {
        chain.extend(4);
        Bytes32 end = chain.tip.root();

        ChainState state = chain.extend(chain.next(List.of(), chain.header()), ExecutionFacts.NONE);

        assertThat(state.finality().root()).isEqualTo(end);
        assertThat(state.finality().height()).isEqualTo(4);
        assertThat(state.finality().rangeLength()).isEqualTo(4);
        assertThat(state.blocksWithoutFinality()).isEqualTo(1);
    }

    @Test
    void theNextRangeStartsAfterTheLastAndHasItsOwnBits() {
        chain.extend(4);
        chain.extend(chain.next(List.of(), chain.header()), ExecutionFacts.NONE);
        Bytes32 carrier = chain.tip.root();
        chain.extend(1);

        MiningWork work = chain.work();

        assertThat(work.range().start()).isEqualTo(carrier);
        assertThat(work.range().length()).isEqualTo(2);
        assertThat(work.bits().target())
                .isEqualTo(CompactTarget.ofTarget(CompactTarget.REGTEST_LIMIT
                                .target()
                                .multiply(BigInteger.valueOf(4))
                                .divide(BigInteger.valueOf(5)))
                        .target());
        assertThat(judge(work.header(TestMiner.mine(work.hash(), work.bits())))).isEqualTo(new Accept());
    }

    @Test
    void rejectsRangeThatLeavesABlockOut() {
        chain.extend(4);
        AuxPowHeader header = chain.header().orElseThrow();
        AuxPowHeader later = change(header, chain.tip.root(), header.bits(), header.feeRecipient());

        assertThat(reasonOf(judge(later))).isEqualTo(AuxPowRejection.RangeNotNext.class);
    }

    @Test
    void rejectsRangeThatIsFinalAlready() {
        chain.extend(4);
        AuxPowHeader header = chain.header().orElseThrow();
        chain.extend(chain.next(List.of(), Optional.of(header)), ExecutionFacts.NONE);

        assertThat(chain.judge(chain.next(List.of(), Optional.empty()))).isEqualTo(new Accept());
        Block again = new BlockBuilder(chain.next()).auxPow(Optional.of(header)).build();
        assertThat(chain.judge(again)).isEqualTo(new Reject(new Rejection.RangeEndNotAncestor(header.rangeEnd())));
    }

    @Test
    void rejectsRangeEndThatIsGenesis() {
        Block block = new BlockBuilder(chain.next())
                .auxPow(Optional.of(new AuxPowHeader(
                        chain.rules.genesisRoot(),
                        chain.rules.genesisRoot(),
                        CompactTarget.REGTEST_LIMIT,
                        TestChain.MINER,
                        Bytes.EMPTY)))
                .build();

        assertThat(chain.judge(block))
                .isEqualTo(new Reject(new Rejection.RangeEndNotAncestor(chain.rules.genesisRoot())));
    }

    @Test
    void rejectsBitsOtherThanRequired() {
        chain.extend(4);
        AuxPowHeader header = chain.header().orElseThrow();
        AuxPowHeader easier =
                change(header, header.rangeStart(), CompactTarget.fromHex("2100ffff"), header.feeRecipient());

        assertThat(reasonOf(judge(easier))).isEqualTo(AuxPowRejection.WrongBits.class);
    }

    @Test
    void rejectsProofWhoseFeeWasRedirected() {
        chain.extend(4);
        AuxPowHeader header = chain.header().orElseThrow();
        AuxPowHeader stolen = change(header, header.rangeStart(), header.bits(), EvmAddress.ZERO);

        assertThat(reasonOf(judge(stolen))).isEqualTo(AuxPowRejection.RootMismatch.class);
    }

    @Test
    void rejectsProofOfAnotherNetwork() {
        TestChain other = new TestChain(new SpecBuilder().chainId(5).build());
        other.extend(1);
        chain.extend(1);
        AuxPowHeader foreign = other.header().orElseThrow();
        AuxPowHeader here = new AuxPowHeader(
                chain.tip.root(), chain.tip.root(), foreign.bits(), foreign.feeRecipient(), foreign.auxPow());

        assertThat(reasonOf(judge(here))).isEqualTo(AuxPowRejection.RootMismatch.class);
    }

    @Test
    void rejectsProofWithoutEnoughWork() {
        chain.extend(4);
        MiningWork work = chain.work();

        assertThat(reasonOf(judge(work.header(TestMiner.mineBadly(work.hash(), work.bits())))))
                .isEqualTo(AuxPowRejection.HashAboveTarget.class);
    }

    @Test
    void rejectsBytesThatAreNoProof() {
        chain.extend(4);

        assertThat(reasonOf(judge(chain.work().header(Bytes.fromHex("00")))))
                .isEqualTo(AuxPowRejection.Undecodable.class);
    }

    @Test
    void rejectsBytesAfterTheProof() {
        chain.extend(4);
        AuxPowHeader header = chain.header().orElseThrow();

        assertThat(reasonOf(
                        judge(chain.work().header(Bytes.fromHex(header.auxPow().toHex() + "00")))))
                .isEqualTo(AuxPowRejection.TrailingBytes.class);
    }

    @Test
    void defersWhenABlockOfTheRangeIsMissing() {
        chain.extend(4);
        Block block = chain.next(List.of(), chain.header());
        Bytes32 missing = chain.tip.parentRoot();
        chain.forget(missing);

        assertThat(chain.judge(block)).isEqualTo(new Verdict.Defer(List.of(new Missing.Ancestor(missing))));
    }

    @Test
    void haltsWithoutProofAndResumesWithOne() {
        chain.extend(10);

        assertThat(chain.judge(chain.next())).isEqualTo(new Reject(new Rejection.MissingAuxPow(11, 10)));

        Block resuming = chain.next(List.of(), chain.header());
        assertThat(chain.judge(resuming)).isEqualTo(new Accept());
        chain.extend(resuming, ExecutionFacts.NONE);
        assertThat(chain.judge(chain.next())).isEqualTo(new Accept());
    }

    @Test
    void paysTheFeesOfExactlyTheRange() {
        chain.extend(chain.next(), fees(1_000));
        chain.extend(chain.next(), fees(500));
        AuxPowHeader header = chain.header().orElseThrow();
        chain.extend(chain.next(), fees(77_000));

        Block paying = chain.next(List.of(), Optional.of(header));

        assertThat(chain.judge(paying)).isEqualTo(new Accept());
        assertThat(paying.payload().withdrawals())
                .extracting(Withdrawal::amountGwei)
                .containsExactly(1_200L, 100L, 100L, 100L);
        assertThat(paying.payload().withdrawals().getFirst().address()).isEqualTo(TestChain.MINER);
    }

    @Test
    void carriesWhatDoesNotDivideToTheNextRange() {
        chain.extend(chain.next(), fees(7));
        ChainState first = chain.extend(chain.next(List.of(), chain.header()), fees(3));
        assertThat(first.finality().carry()).isEqualTo(Wei.ofGwei(2));

        Block second = chain.next(List.of(), chain.header());

        assertThat(second.payload().withdrawals())
                .extracting(Withdrawal::amountGwei)
                .containsExactly(4L);
        assertThat(chain.extend(second, ExecutionFacts.NONE).finality().carry()).isEqualTo(Wei.ofGwei(1));
    }

    @Test
    void rejectsBlockWithProofThatPaysNothing() {
        chain.extend(chain.next(), fees(1_000));
        Block paying = chain.next(List.of(), chain.header());
        Block stingy = new BlockBuilder(paying)
                .payload(new PayloadBuilder()
                        .parentHash(paying.payload().parentHash())
                        .number(paying.height())
                        .timestamp(paying.payload().timestamp())
                        .prevRandao(paying.payload().prevRandao())
                        .build())
                .build();

        assertThat(chain.judge(stingy))
                .isEqualTo(new Reject(
                        new Rejection.WrongWithdrawals(paying.payload().withdrawals(), List.of())));
    }

    private static ExecutionFacts fees(long gwei) {
        return new ExecutionFacts(Wei.ofGwei(gwei - 1), Wei.ofGwei(1), List.of());
    }
}
