package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Certificate;

/** Skip certificates, none within another, ascending by their first slot and so by their last one too. */
record SkipCertificates(List<Certificate> ascending) {
    static final SkipCertificates EMPTY = new SkipCertificates(List.of());

    /** Whether one certificate alone covers the range. */
    boolean contains(SlotRange range) {
        return ascending.stream()
                .anyMatch(it -> it.ballot().covers(range.from()) && it.ballot().covers(range.to()));
    }

    /** Adds a certificate that none contains, and drops those that it makes useless. */
    SkipCertificates with(Certificate certificate) {
        SlotRange range = SlotRange.of(certificate.ballot());
        List<Certificate> changed = new ArrayList<>(ascending.size() + 1);
        int place = 0;
        for (Certificate known : ascending) {
            SlotRange other = SlotRange.of(known.ballot());
            if (range.contains(other.from()) && range.contains(other.to())) {
                continue;
            }
            changed.add(known);
            place += other.from() < range.from() ? 1 : 0;
        }
        changed.add(place, certificate);
        int surplus = Math.max(0, changed.size() - Limits.SKIP_CERTIFICATES);
        return new SkipCertificates(List.copyOf(changed.subList(surplus, changed.size())));
    }

    /** The fewest certificates that cover all the slots from {@code from} to {@code to}; an empty range needs none. */
    Optional<List<Certificate>> cover(long from, long to) {
        List<Certificate> cover = new ArrayList<>();
        long next = from;
        while (next <= to) {
            Optional<Certificate> longest = longestFrom(next);
            if (longest.isEmpty()) {
                return Optional.empty();
            }
            cover.add(longest.get());
            next = longest.get().ballot().toSlot() + 1;
        }
        return Optional.of(List.copyOf(cover));
    }

    /** From the first to the last uncovered slot of a range; empty if all are covered. */
    Optional<SlotRange> uncovered(long from, long to) {
        long first = from;
        while (first <= to) {
            Optional<Certificate> longest = longestFrom(first);
            if (longest.isEmpty()) {
                return Optional.of(new SlotRange(first, lastUncovered(to)));
            }
            first = longest.get().ballot().toSlot() + 1;
        }
        return Optional.empty();
    }

    /** A certificate that covers {@code slot}. */
    Optional<Certificate> covering(long slot) {
        return longestFrom(slot);
    }

    List<Certificate> reachingAbove(long slot) {
        return ascending.stream().filter(it -> it.ballot().toSlot() > slot).toList();
    }

    SkipCertificates above(long slot) {
        return ascending.isEmpty() ? this : new SkipCertificates(reachingAbove(slot));
    }

    private long lastUncovered(long to) {
        long last = to;
        for (int i = ascending.size() - 1; i >= 0; i--) {
            if (ascending.get(i).ballot().covers(last)) {
                last = ascending.get(i).ballot().fromSlot() - 1;
            }
        }
        return last;
    }

    private Optional<Certificate> longestFrom(long slot) {
        for (int i = ascending.size() - 1; i >= 0; i--) {
            Certificate certificate = ascending.get(i);
            if (certificate.ballot().fromSlot() <= slot) {
                return certificate.ballot().covers(slot) ? Optional.of(certificate) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
