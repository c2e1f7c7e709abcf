package org.alys.actor.health;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The health of all actors of one monitor together: score, federation, history, events. For the monitor's thread. */
final class SystemHealth {
    private static final Logger LOG = LoggerFactory.getLogger(SystemHealth.class);

    private final HealthSettings settings;
    private final HealthTally tally = new HealthTally();
    private final HealthLog log;
    private boolean scoreLow;
    private Optional<Boolean> consensus = Optional.empty();

    SystemHealth(HealthSettings settings) {
        this.settings = settings;
        this.log = new HealthLog(settings.kept());
    }

    void joined(Subject<?> subject) {
        tally.add(
                subject.health().state(),
                subject.actor().priority(),
                subject.actor().federation());
    }

    void left(Subject<?> subject) {
        tally.remove(
                subject.health().state(),
                subject.actor().priority(),
                subject.actor().federation());
    }

    void changed(Subject<?> subject, HealthState before, Instant now) {
        HealthState state = subject.health().state();
        if (state == before) {
            return;
        }
        tally.remove(before, subject.actor().priority(), subject.actor().federation());
        joined(subject);
        note(new HealthEvent.Changed(now, subject.actor().name(), before, state));
        judge(now);
    }

    /**
     * Tells of what crosses a limit, once per crossing, and not before all that counts has been checked. To be called after
     * every change of what is counted.
     */
    void judge(Instant now) {
        if (tally.complete()) {
            boolean low = tally.score() < settings.alarmBelow();
            if (low != scoreLow) {
                scoreLow = low;
                note(
                        low
                                ? new HealthEvent.ScoreLow(now, tally.score())
                                : new HealthEvent.ScoreRestored(now, tally.score()));
            }
        }
        if (tally.federationKnown() || (consensus.isPresent() && tally.members() == 0)) {
            int healthy = tally.membersHealthy();
            int threshold = settings.federationThreshold();
            boolean ready = healthy >= threshold;
            if (consensus.isEmpty() || consensus.get() != ready) {
                consensus = Optional.of(ready);
                note(
                        ready
                                ? new HealthEvent.ConsensusReady(now, healthy, threshold)
                                : new HealthEvent.ConsensusHalted(now, healthy, threshold));
            }
        }
    }

    void note(HealthEvent event) {
        log.add(event);
        try {
            settings.listener().accept(event);
        } catch (RuntimeException broken) {
            LOG.error("a listener to health events failed", broken);
        }
    }

    void sample(Instant now) {
        log.add(new HealthHistory.Sample(now, tally.score(), tally.counts(), tally.membersHealthy()));
    }

    HealthHistory history() {
        return log.history();
    }
}
