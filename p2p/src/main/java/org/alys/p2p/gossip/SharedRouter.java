package org.alys.p2p.gossip;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.p2p.time.Timers;

/** A router that many threads use, one at a time. */
final class SharedRouter {
    private final GossipRouter router;
    private final Timers timers;
    /** Guards the router, and the order of what it sends. */
    private final ReentrantLock lock = new ReentrantLock();

    SharedRouter(GossipRouter router, Timers timers) {
        this.router = router;
        this.timers = timers;
    }

    /**
     * Takes in one event and returns all its effects.
     *
     * @param first sees each of them before another event is taken in: sends stay in the router's order only if they are queued there
     */
    List<GossipEffect> handle(GossipEvent event, Consumer<GossipEffect> first) {
        lock.lock();
        try {
            List<GossipEffect> effects = router.handle(event, timers.nanos());
            effects.forEach(first);
            return effects;
        } finally {
            lock.unlock();
        }
    }

    <T> T ask(Function<GossipRouter, T> question) {
        lock.lock();
        try {
            return question.apply(router);
        } finally {
            lock.unlock();
        }
    }

    void tell(Consumer<GossipRouter> order) {
        lock.lock();
        try {
            order.accept(router);
        } finally {
            lock.unlock();
        }
    }
}
