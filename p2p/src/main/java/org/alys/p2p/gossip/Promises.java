package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.alys.p2p.identity.PeerId;

/** One message of each IHAVE that was asked for: whoever named it must send it in time (gossipsub 1.1, "Spam Protection Measures"). */
final class Promises {
    private final long followupNanos;
    private final RandomGenerator random;
    private final Map<MessageId, Map<PeerId, Long>> deadlines = new LinkedHashMap<>();

    Promises(Duration followup, RandomGenerator random) {
        this.followupNanos = followup.toNanos();
        this.random = random;
    }

    /** {@code peer} was asked for {@code ids}. */
    void asked(PeerId peer, List<MessageId> ids, long nanos) {
        MessageId tracked = ids.get(random.nextInt(ids.size()));
        deadlines.computeIfAbsent(tracked, id -> new LinkedHashMap<>()).putIfAbsent(peer, nanos + followupNanos);
    }

    /** The message came, from whomever. */
    void kept(MessageId id) {
        deadlines.remove(id);
    }

    void forget(PeerId peer) {
        deadlines.values().forEach(peers -> peers.remove(peer));
        deadlines.values().removeIf(Map::isEmpty);
    }

    /** How many promises each peer has broken since the last call. */
    Map<PeerId, Integer> broken(long nanos) {
        Map<PeerId, Integer> broken = new HashMap<>();
        Iterator<Map<PeerId, Long>> all = deadlines.values().iterator();
        while (all.hasNext()) {
            Map<PeerId, Long> peers = all.next();
            peers.entrySet().removeIf(entry -> {
                boolean late = nanos - entry.getValue() > 0;
                if (late) {
                    broken.merge(entry.getKey(), 1, Integer::sum);
                }
                return late;
            });
            if (peers.isEmpty()) {
                all.remove();
            }
        }
        return broken;
    }
}
