package org.alys.bitcoin.regtest.mempool;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Sats;

/** Replacement by fee: BIP 125 without the need to signal, as Bitcoin Core has it since 28.0. */
final class Replacement {
    private static final int MAX_REPLACED = 100;

    private final Mempool mempool;
    private final MempoolEntry candidate;
    private final Set<MempoolEntry> conflicts;
    private final Set<MempoolEntry> leaving = new LinkedHashSet<>();

    Replacement(Mempool mempool, MempoolEntry candidate) {
        this.mempool = mempool;
        this.candidate = candidate;
        this.conflicts = mempool.conflicts(candidate.transaction());
        for (MempoolEntry conflict : conflicts) {
            leaving.add(conflict);
            leaving.addAll(mempool.descendants(conflict));
        }
    }

    /** What would leave the mempool. */
    Set<MempoolEntry> leaving() {
        return leaving;
    }

    Optional<Rejection> check() {
        if (conflicts.isEmpty()) {
            return Optional.empty();
        }
        return checkAncestors()
                .or(this::checkFeeRates)
                .or(this::checkCount)
                .or(this::checkNewInputs)
                .or(this::checkFees);
    }

    private Optional<Rejection> checkAncestors() {
        for (MempoolEntry ancestor : mempool.ancestors(candidate.transaction())) {
            if (conflicts.contains(ancestor)) {
                return Optional.of(new Rejection(
                        "bad-txns-spends-conflicting-tx",
                        candidate.txid() + " spends conflicting transaction " + ancestor.txid()));
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> checkFeeRates() {
        for (MempoolEntry conflict : conflicts) {
            if (!candidate.paysMorePerByteThan(conflict)) {
                return insufficient("; new feerate " + rate(candidate) + " <= old feerate " + rate(conflict));
            }
        }
        return Optional.empty();
    }

    private static FeeRate rate(MempoolEntry entry) {
        return FeeRate.of(entry.fee(), entry.virtualSize());
    }

    private Optional<Rejection> checkCount() {
        return leaving.size() > MAX_REPLACED
                ? Optional.of(new Rejection(
                        "too many potential replacements",
                        "rejecting replacement " + candidate.txid() + "; too many potential replacements ("
                                + leaving.size() + " > " + MAX_REPLACED + ")"))
                : Optional.empty();
    }

    private Optional<Rejection> checkNewInputs() {
        Set<Txid> parentsOfConflicts = new LinkedHashSet<>();
        for (MempoolEntry conflict : conflicts) {
            conflict.transaction()
                    .inputs()
                    .forEach(input -> parentsOfConflicts.add(input.previous().txid()));
        }
        int index = 0;
        for (TxInput input : candidate.transaction().inputs()) {
            Txid parent = input.previous().txid();
            if (!parentsOfConflicts.contains(parent) && mempool.contains(parent)) {
                return Optional.of(new Rejection(
                        "replacement-adds-unconfirmed",
                        "replacement " + candidate.txid() + " adds unconfirmed input, idx " + index));
            }
            index++;
        }
        return Optional.empty();
    }

    private Optional<Rejection> checkFees() {
        Sats old = leaving.stream().map(MempoolEntry::fee).reduce(Sats.ZERO, Sats::plus);
        if (candidate.fee().compareTo(old) < 0) {
            return insufficient(", less fees than conflicting txs; " + plain(candidate.fee()) + " < " + plain(old));
        }
        Sats more = candidate.fee().minus(old);
        Sats needed = FeeRate.MINIMUM.feeFor(candidate.virtualSize());
        return more.compareTo(needed) < 0
                ? insufficient(", not enough additional fees to relay; " + plain(more) + " < " + plain(needed))
                : Optional.empty();
    }

    private Optional<Rejection> insufficient(String why) {
        return Optional.of(new Rejection("insufficient fee", "rejecting replacement " + candidate.txid() + why));
    }

    private static String plain(Sats amount) {
        String text = amount.toBtc().toPlainString();
        int end = text.length();
        while (text.charAt(end - 1) == '0' && text.charAt(end - 3) != '.') {
            end--;
        }
        return text.substring(0, end);
    }
}
