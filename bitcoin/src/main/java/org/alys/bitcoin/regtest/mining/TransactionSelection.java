package org.alys.bitcoin.regtest.mining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;

/**
 * Fills a block with what pays most for its size, a transaction counting together with its unconfirmed ancestors, so that
 * a child can pay for its parent.
 */
final class TransactionSelection {
    /** Weight units and signature checks that are left for the coinbase. */
    private static final int RESERVED_WEIGHT = 8_000;

    private static final int RESERVED_SIGOPS = 400;

    private final Mempool mempool;
    private final Set<MempoolEntry> chosen = new LinkedHashSet<>();
    private final Map<MempoolEntry, Integer> arrival = new HashMap<>();
    private long weight = RESERVED_WEIGHT;
    private long sigops = RESERVED_SIGOPS;

    /** A transaction with the ancestors that are not chosen yet. */
    private record Bundle(MempoolEntry entry, List<MempoolEntry> members, long fee, long virtualSize) {
        double rate() {
            return (double) fee / virtualSize;
        }
    }

    private TransactionSelection(Mempool mempool) {
        this.mempool = mempool;
        mempool.entries().forEach(entry -> arrival.put(entry, arrival.size()));
    }

    /** The transactions for the next block, parents before children. */
    static List<MempoolEntry> of(Mempool mempool) {
        TransactionSelection selection = new TransactionSelection(mempool);
        selection.fill();
        return List.copyOf(selection.chosen);
    }

    private void fill() {
        PriorityQueue<Bundle> queue = new PriorityQueue<>(Comparator.comparingDouble(Bundle::rate)
                .reversed()
                .thenComparingInt(bundle -> arrival.getOrDefault(bundle.entry(), 0)));
        mempool.entries().forEach(entry -> queue.add(bundle(entry)));
        while (!queue.isEmpty()) {
            Bundle best = queue.poll();
            if (chosen.contains(best.entry())) {
                continue;
            }
            Bundle now = bundle(best.entry());
            if (now.members().size() != best.members().size()) {
                queue.add(now);
            } else if (paysEnough(now) && fits(now)) {
                now.members().forEach(this::choose);
            }
        }
    }

    private Bundle bundle(MempoolEntry entry) {
        List<MempoolEntry> members = new ArrayList<>(mempool.ancestors(entry.transaction()));
        members.removeIf(chosen::contains);
        members.sort(Comparator.comparingInt(member -> arrival.getOrDefault(member, 0)));
        members.add(entry);
        long fee = members.stream().mapToLong(member -> member.fee().value()).sum();
        long size = members.stream().mapToLong(MempoolEntry::virtualSize).sum();
        return new Bundle(entry, members, fee, size);
    }

    private static boolean paysEnough(Bundle bundle) {
        return bundle.fee() * 1_000 >= FeeRate.MINIMUM.satPerKvb() * bundle.virtualSize();
    }

    private boolean fits(Bundle bundle) {
        long moreWeight =
                bundle.members().stream().mapToLong(MempoolEntry::weight).sum();
        long moreSigops =
                bundle.members().stream().mapToLong(MempoolEntry::sigopsCost).sum();
        return weight + moreWeight < RegtestRules.MAX_BLOCK_WEIGHT
                && sigops + moreSigops < RegtestRules.MAX_BLOCK_SIGOPS_COST;
    }

    private void choose(MempoolEntry entry) {
        chosen.add(entry);
        weight += entry.weight();
        sigops += entry.sigopsCost();
    }
}
