package org.alys.node.federation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.PegIn;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;

/** What one member's bridge knows of Bitcoin; outlives the member's process, like Bitcoin itself. */
final class BridgeScript {
    private final List<PegIn> deposits = new ArrayList<>();
    private final Set<OutPoint> minted = new HashSet<>();
    private Sats missing = Sats.ZERO;
    private Optional<String> lost = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private boolean silent;

    /** The {@code number}-th deposit of Bitcoin's history. */
    static PegIn deposit(int number, Sats amount, EvmAddress recipient) {
        return new PegIn(
                new BlockHash(Bytes32.of(Hashes.sha256(new byte[] {(byte) number}))),
                100L + number,
                1,
                0,
                Bytes.fromHex("02000000%02x".formatted(number)),
                List.of(),
                amount,
                recipient);
    }

    synchronized void confirm(PegIn deposit) {
        deposits.add(deposit);
    }

    synchronized boolean knows(PegIn deposit) {
        return deposits.contains(deposit);
    }

    synchronized List<PegIn> mintable(int most, Set<OutPoint> excluded) {
        return deposits.stream()
                .filter(deposit -> !minted.contains(deposit.outPoint()) && !excluded.contains(deposit.outPoint()))
                .sorted(PegIn.BITCOIN_ORDER)
                .limit(most)
                .toList();
    }

    synchronized void minted(List<OutPoint> outPoints) {
        minted.addAll(outPoints);
    }

    synchronized List<PegIn> deposits() {
        return List.copyOf(deposits);
    }

    synchronized Sats held() {
        return sum(deposits).minus(missing);
    }

    synchronized Sats waiting(Set<OutPoint> unfinished) {
        return sum(deposits.stream()
                .filter(deposit -> !minted.contains(deposit.outPoint()) && !unfinished.contains(deposit.outPoint()))
                .toList());
    }

    private static Sats sum(List<PegIn> some) {
        return some.stream().map(PegIn::amount).reduce(Sats.ZERO, Sats::plus);
    }

    /** Takes coins out of the federation's reach. */
    synchronized void steal(Sats amount) {
        missing = amount;
    }

    synchronized void lose(String facts) {
        lost = Optional.of(facts);
    }

    synchronized Optional<String> lost() {
        return lost;
    }

    /** No question is answered any more. */
    synchronized void fallSilent() {
        silent = true;
    }

    synchronized void speakAgain() {
        silent = false;
    }

    synchronized boolean isSilent() {
        return silent;
    }

    /** Bitcoin cannot be asked. */
    synchronized void goAway(String why) {
        problem = Optional.of(why);
    }

    synchronized void comeBack() {
        problem = Optional.empty();
    }

    synchronized Optional<String> problem() {
        return problem;
    }
}
