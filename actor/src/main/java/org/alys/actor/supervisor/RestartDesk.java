package org.alys.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.actor.ActorContext;
import org.alys.actor.Reply;
import org.alys.actor.supervision.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the restarts by choice of one supervisor, now or when its federation can spare the child; for its thread. */
final class RestartDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RestartDesk.class);

    private final Optional<FederationRule> rule;
    private final Group group;
    private final Ledger ledger;
    private final ChosenRestarts chosen;

    RestartDesk(Optional<FederationRule> rule, Group group, Ledger ledger) {
        this.rule = rule;
        this.group = group;
        this.ledger = ledger;
        this.chosen = new ChosenRestarts(rule, group::healthy);
    }

    /** A restart that could wait. */
    void want(
            String name,
            Failure cause,
            boolean interrupt,
            List<Reply<Boolean>> replies,
            ActorContext<SupervisorMessage> context) {
        boolean waits = chosen.want(
                new ChosenRestarts.Wanted(name, cause, interrupt, replies), wanted -> begin(wanted, context));
        if (waits && !context.timers().active(name)) {
            LOG.info("the restart of {} waits for other members", name);
            Duration longest = rule.map(FederationRule::longestWait)
                    .orElseThrow(() -> new IllegalStateException("without a federation no restart waits"));
            context.timers().single(name, longest, new SupervisorMessage.GiveUp(name));
        }
    }

    /** Begins whatever may begin by now. */
    void retry(ActorContext<SupervisorMessage> context) {
        chosen.retry(wanted -> begin(wanted, context));
    }

    private void begin(ChosenRestarts.Wanted wanted, ActorContext<SupervisorMessage> context) {
        context.timers().cancel(wanted.name());
        Optional<Child> child = group.living(wanted.name());
        child.ifPresent(found -> {
            ledger.requested++;
            found.goesDown();
            context.restart(found.ref(), wanted.cause(), wanted.interrupt());
        });
        wanted.replies().forEach(reply -> reply.success(child.isPresent()));
    }

    /** It has waited as long as it may. */
    void giveUp(String name) {
        chosen.giveUp(name).ifPresent(wanted -> {
            ledger.givenUp++;
            refuse(wanted);
        });
    }

    void giveUpAll() {
        chosen.giveUpAll().forEach(this::refuse);
    }

    private void refuse(ChosenRestarts.Wanted wanted) {
        int threshold = rule.map(found -> found.gate().threshold()).orElse(0);
        int healthy = group.healthy().size();
        LOG.warn("{} is not restarted: {} members are healthy", wanted.name(), healthy);
        wanted.replies().forEach(reply -> reply.failure(new ThresholdHeldException(wanted.name(), healthy, threshold)));
    }

    /** The child is over: who waits for its restart is told that there is none. */
    void ended(String name, ActorContext<SupervisorMessage> context) {
        chosen.giveUp(name).ifPresent(wanted -> begin(wanted, context));
    }

    int waiting() {
        return chosen.waiting();
    }
}
