package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.actor.supervision.CircuitBreaker.State;

class CircuitBreakerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static CircuitBreaker failing(int times) {
        CircuitBreaker breaker = CircuitBreaker.closed(CircuitBreaker.Settings.STANDARD);
        for (int n = 0; n < times; n++) {
            breaker = breaker.failed(NOW);
        }
        return breaker;
    }

    @Example
    void opensAtTheFifthFailureAndTriesAgainAfterItsTime() {
        assertThat(failing(4).allows(NOW)).isTrue();
        assertThat(failing(5).allows(NOW.plusSeconds(30).minusNanos(1))).isFalse();
        assertThat(failing(5).allows(NOW.plusSeconds(30))).isTrue();
    }

    @Example
    void closesAfterThreeTrialsAndOpensAfterOneThatFails() {
        Instant later = NOW.plusSeconds(30);
        CircuitBreaker twice = failing(5).succeeded(later).succeeded(later);

        assertThat(twice.succeeded(later).state()).isEqualTo(new State.Closed());
        assertThat(twice.failed(later).allows(later)).isFalse();
    }

    /** Against a model that remembers every call. */
    @Property
    void allowsACallExactlyUnlessItOpenedLessThanItsTimeAgo(
            @ForAll @Size(max = 80) List<Boolean> outcomes, @ForAll @Size(max = 80) List<Boolean> longPauses) {
        CircuitBreaker breaker = CircuitBreaker.closed(CircuitBreaker.Settings.STANDARD);
        Instant at = NOW;
        Instant openUntil = NOW;
        for (int n = 0; n < outcomes.size(); n++) {
            boolean slow = n < longPauses.size() && longPauses.get(n);
            at = at.plus(Duration.ofSeconds(slow ? 31 : 1));
            State before = breaker.at(at).state();
            breaker = outcomes.get(n) ? breaker.succeeded(at) : breaker.failed(at);
            if (breaker.state() instanceof State.Open open && !(before instanceof State.Open)) {
                openUntil = at.plusSeconds(30);
                assertThat(open.until()).isEqualTo(openUntil);
                assertThat(outcomes.get(n)).isFalse();
            }
            assertThat(breaker.allows(at)).isEqualTo(!at.isBefore(openUntil));
        }
    }

    @Property
    void keepsFewerFailuresThanOpenIt(@ForAll @Size(max = 60) List<Boolean> outcomes) {
        CircuitBreaker breaker = CircuitBreaker.closed(CircuitBreaker.Settings.STANDARD);
        Instant at = NOW;
        for (boolean succeeds : outcomes) {
            at = at.plus(Duration.ofSeconds(7));
            breaker = succeeds ? breaker.succeeded(at) : breaker.failed(at);
            assertThat(breaker.failures()).hasSizeLessThan(5);
        }
    }

    @Example
    void staysOpenForEverIfToldTo() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        CircuitBreaker breaker = CircuitBreaker.closed(new CircuitBreaker.Settings(2, forEver, forEver, 1));
        Instant at = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(breaker.failed(at).allows(at)).isTrue();
        assertThat(breaker.failed(at).failed(at.plusSeconds(1)).allows(at.plus(Duration.ofDays(365_000))))
                .isFalse();
    }
}
