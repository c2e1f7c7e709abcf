package org.alys.chain.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.alys.chain.money.Conservation.Breach;
import org.alys.chain.money.Conservation.Conserved;
import org.alys.chain.money.Conservation.Violated;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;

class ConservationTest {
    private static final Wei SAT = new Sats(1).toWei();

    /** 1000 satoshis came in; 40 were paid in fees, of which 10 went to the sink and 25 were minted again; 100.5 were burned. */
    private static final Ledger LEDGER = new Ledger(
            SAT.times(1000),
            SAT.times(25),
            SAT.times(20),
            SAT.times(40),
            SAT.times(10),
            SAT.times(201).dividedBy(2),
            SAT.dividedBy(2),
            new Sats(30));

    private static final Measurements MEASURED = new Measurements(
            new Sats(977), new Sats(7), SAT.times(10), SAT.times(201).dividedBy(2));

    private static PegOutRequest request(Wei burned) {
        return new PegOutRequest(Bytes32.ZERO, 0, EvmAddress.ZERO, Bytes.EMPTY, burned);
    }

    private static List<Breach> breaches(Ledger ledger, Measurements measured) {
        return Conservation.check(ledger, measured) instanceof Violated(Reserves _, List<Breach> breaches)
                ? breaches
                : List.of();
    }

    @Test
    void reservesAreEveryTermOfTheLaw() {
        BigInteger sat = SAT.value();

        assertThat(Conservation.check(LEDGER, MEASURED))
                .isEqualTo(new Conserved(new Reserves(
                        sat.multiply(BigInteger.valueOf(977)),
                        SAT.times(1809).dividedBy(2).value(),
                        sat.multiply(BigInteger.valueOf(15)),
                        sat.multiply(BigInteger.valueOf(7)),
                        sat.multiply(BigInteger.valueOf(50)),
                        SAT.dividedBy(2).value())));
    }

    @Test
    void noticesASatoshiThatIsGone() {
        Measurements less = new Measurements(
                new Sats(976), MEASURED.pegInsWaiting(), MEASURED.feeSinkBalance(), MEASURED.bridgeBurns());

        assertThat(breaches(LEDGER, less))
                .containsExactly(new Breach.NotBalanced(
                        SAT.times(976).value(), SAT.times(977).value()));
    }

    @Test
    void noticesASatoshiNobodyIsOwed() {
        Measurements more = new Measurements(
                new Sats(978), MEASURED.pegInsWaiting(), MEASURED.feeSinkBalance(), MEASURED.bridgeBurns());

        assertThat(breaches(LEDGER, more)).hasSize(1).first().isInstanceOf(Breach.NotBalanced.class);
    }

    @Test
    void noticesFeesThatNeverReachedTheSink() {
        Measurements measured = new Measurements(
                MEASURED.held(),
                MEASURED.pegInsWaiting(),
                MEASURED.feeSinkBalance().minus(Wei.of(1)),
                MEASURED.bridgeBurns());

        assertThat(breaches(LEDGER, measured)).hasSize(1).first().isInstanceOf(Breach.FeeSinkTooLow.class);
    }

    @Test
    void noticesRequestsThatBurnedNothing() {
        Measurements measured =
                new Measurements(MEASURED.held(), MEASURED.pegInsWaiting(), MEASURED.feeSinkBalance(), Wei.ZERO);

        assertThat(breaches(LEDGER, measured)).hasSize(1).first().isInstanceOf(Breach.BridgeBurnsTooLow.class);
    }

    @Test
    void coinsThatUsersThrowAwayAreNoBreach() {
        Measurements measured = new Measurements(
                MEASURED.held(),
                MEASURED.pegInsWaiting(),
                MEASURED.feeSinkBalance().plus(SAT),
                MEASURED.bridgeBurns().plus(SAT));

        assertThat(Conservation.check(LEDGER, measured)).isInstanceOf(Conserved.class);
    }

    @Test
    void noticesBurnsBeyondTheSupplyThoughTheSumsAgree() {
        Ledger forged = Ledger.EMPTY.after(
                Minted.NOTHING, new ExecutionFacts(Wei.ZERO, Wei.ZERO, List.of(request(SAT.times(5)))), Sats.ZERO);

        assertThat(breaches(forged, new Measurements(Sats.ZERO, Sats.ZERO, Wei.ZERO, SAT.times(5))))
                .containsExactly(new Breach.Negative("supply", SAT.value().multiply(BigInteger.valueOf(-5))));
    }

    @Test
    void dustIsCountedRequestByRequest() {
        Wei half = SAT.dividedBy(2);
        Ledger ledger = Ledger.EMPTY.after(
                new Minted(Wei.ZERO, Wei.ZERO, SAT.times(10)),
                new ExecutionFacts(Wei.ZERO, Wei.ZERO, List.of(request(half), request(SAT.plus(half)))),
                Sats.ZERO);

        assertThat(ledger.dust()).isEqualTo(SAT);
        assertThat(ledger.bridgeBurned()).isEqualTo(SAT.times(2));
    }
}
