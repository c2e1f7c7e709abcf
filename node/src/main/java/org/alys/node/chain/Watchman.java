package org.alys.node.chain;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows why the chain stands still, if it does. What stops signing stays until an operator restarts the node. */
final class Watchman {
    private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);

    private final Consumer<ChainEvent> events;
    private Optional<Hold> hold = Optional.empty();

    Watchman(Consumer<ChainEvent> events) {
        this.events = events;
    }

    /** Raises a hold. The first that stops signing stays, because what follows may be its consequence. */
    void hold(Hold raised) {
        if (stopped() || hold.filter(raised::equals).isPresent()) {
            return;
        }
        if (raised.stopsSigning()) {
            LOG.error("{} {}", raised.code(), raised.describe());
        } else if (hold.filter(before -> before.code().equals(raised.code())).isEmpty()) {
            LOG.warn("{} {}", raised.code(), raised.describe());
        }
        hold = Optional.of(raised);
        events.accept(new ChainEvent.Held(raised));
    }

    /** Production goes on. Without effect on what stops signing. */
    void resume() {
        if (hold.isPresent() && !stopped()) {
            hold = Optional.empty();
            LOG.info("production goes on");
            events.accept(new ChainEvent.Resumed());
        }
    }

    /** The votes are enough again. */
    void votesCome() {
        if (hold.filter(Hold.TooFewVotes.class::isInstance).isPresent()) {
            resume();
        }
    }

    boolean stopped() {
        return hold.filter(Hold::stopsSigning).isPresent();
    }

    Optional<Hold> hold() {
        return hold;
    }
}
