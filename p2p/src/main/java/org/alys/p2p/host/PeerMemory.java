package org.alys.p2p.host;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.peers.PeerStore;
import org.alys.p2p.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a host remember over restarts where peers were and whom it banned. Bans are saved when they are made, addresses every minute and at
 * the end.
 */
public final class PeerMemory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerMemory.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Host host;
    private final PeerStore store;
    private final Timers timers;
    private final InstantSource clock;
    private PeerStore.Known saved = PeerStore.Known.NOTHING;
    private Optional<Timers.Timer> next = Optional.empty();
    private boolean closed;

    private PeerMemory(Host host, PeerStore store, Timers timers, InstantSource clock) {
        this.host = host;
        this.store = store;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * Gives {@code host} what is stored, and stores what it learns from then on.
     *
     * @param clock bans end by it
     * @throws IOException when the store cannot be read; the host knows nothing more than before
     */
    public static PeerMemory open(Host host, PeerStore store, Timers timers, InstantSource clock) throws IOException {
        PeerMemory memory = new PeerMemory(host, store, timers, clock);
        memory.recall(store.load());
        host.addListener(new PeerListener() {
            @Override
            public void keptOut(PeerId peer, Duration duration) {
                memory.save();
            }
        });
        memory.again();
        return memory;
    }

    private void recall(PeerStore.Known known) {
        known.addresses().forEach((peer, addresses) -> host.peers().add(peer, addresses));
        Instant now = clock.instant();
        known.bannedUntil().forEach((peer, until) -> {
            Duration remaining = Duration.between(now, until);
            if (remaining.isPositive()) {
                host.ban(peer, remaining);
            }
        });
    }

    private synchronized void again() {
        if (!closed) {
            next = Optional.of(timers.after(INTERVAL, () -> {
                save();
                again();
            }));
        }
    }

    private synchronized void save() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        Map<PeerId, Instant> bans = new LinkedHashMap<>();
        host.bans().forEach((peer, remaining) -> bans.put(peer, now.plus(remaining)));
        PeerStore.Known known = new PeerStore.Known(host.peers().snapshot(), bans);
        if (known.addresses().equals(saved.addresses())
                && bans.keySet().equals(saved.bannedUntil().keySet())) {
            return;
        }
        try {
            store.save(known);
            saved = known;
        } catch (IOException e) {
            LOG.warn("what is known of peers was not saved, and is tried again: {}", e.getMessage());
        }
    }

    /** Saves once more, then no more. Close it before the host. */
    @Override
    public synchronized void close() {
        save();
        closed = true;
        next.ifPresent(Timers.Timer::cancel);
    }
}
