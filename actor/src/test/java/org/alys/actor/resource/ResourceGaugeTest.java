package org.alys.actor.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ResourceGaugeTest {
    private static final ResourceLimits LIMITS = new ResourceLimits(0.7, 0.9, 0.05, 3);

    private static ResourceGauge after(double... readings) {
        ResourceGauge gauge = ResourceGauge.of(LIMITS);
        for (double use : readings) {
            gauge = gauge.read(use);
        }
        return gauge;
    }

    @Example
    void risesAfterEnoughReadingsInARowAndNotBefore() {
        assertThat(after(0.8, 0.8).level()).isEqualTo(ResourceLevel.NORMAL);
        assertThat(after(0.8, 0.8, 0.8).level()).isEqualTo(ResourceLevel.WARNING);
        assertThat(after(0.95, 0.95, 0.5, 0.95, 0.95).level()).isEqualTo(ResourceLevel.NORMAL);
        assertThat(after(0.95, 0.8, 0.95).level()).isEqualTo(ResourceLevel.WARNING);
        assertThat(after(0.95, 0.95, 0.95).level()).isEqualTo(ResourceLevel.ERROR);
    }

    @Example
    void staysWhereItIsUntilUseFallsBelowTheLimitByTheSlack() {
        assertThat(after(0.95, 0.95, 0.95, 0.86).level()).isEqualTo(ResourceLevel.ERROR);
        assertThat(after(0.95, 0.95, 0.95, 0.84).level()).isEqualTo(ResourceLevel.WARNING);
        assertThat(after(0.95, 0.95, 0.95, 0.1).level()).isEqualTo(ResourceLevel.NORMAL);
        assertThat(after(0.8, 0.8, 0.8, 0.66).level()).isEqualTo(ResourceLevel.WARNING);
        assertThat(after(0.8, 0.8, 0.8, 0.64).level()).isEqualTo(ResourceLevel.NORMAL);
    }

    @Property
    void neverMovesWhileUseStaysBetweenALimitAndItsSlack(
            @ForAll @Size(max = 50) List<@DoubleRange(min = 0.86, max = 1.2) Double> readings) {
        ResourceGauge gauge = after(0.95, 0.95, 0.95);
        for (double use : readings) {
            gauge = gauge.read(use);
            assertThat(gauge.level()).isEqualTo(ResourceLevel.ERROR);
        }
    }

    @Property
    void isAtALevelOnlyIfUseWasThereAndHasNotFallenBelowItSince(
            @ForAll @Size(max = 50) List<@DoubleRange(min = 0, max = 1.2) Double> readings) {
        ResourceGauge gauge = ResourceGauge.of(LIMITS);
        for (double use : readings) {
            ResourceLevel before = gauge.level();
            gauge = gauge.read(use);
            if (gauge.level().compareTo(before) > 0) {
                assertThat(use).isGreaterThanOrEqualTo(LIMITS.begins(gauge.level()));
            }
            assertThat(use).isGreaterThanOrEqualTo(LIMITS.begins(gauge.level()) - LIMITS.slack() - 1e-9);
        }
    }

    @Example
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> new ResourceLimits(0.9, 0.7, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ResourceLimits(0.7, 0.9, 0.8, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ResourceLimits(0.7, 0.9, 0.1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ResourceReading("cpu", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
