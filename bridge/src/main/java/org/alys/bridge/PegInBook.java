package org.alys.bridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.primitives.Sats;

/**
 * Every output that ever paid the federation on the active Bitcoin chain, and how far it is. Blocks are connected and
 * disconnected in order; that a deposit is minted is remembered by its outpoint for ever, whatever Bitcoin does. Not
 * thread-safe; {@link #copy} gives an independent book.
 */
public final class PegInBook {
    /** Minted deposits this deep lose their proof: no reorganisation that the follower survives reaches them. */
    static final int PROOF_DEPTH = 2_100;

    private final DepositParser parser;
    private final int confirmations;
    final Map<OutPoint, Deposit> deposits;
    final Map<OutPoint, Integer> spentAt;
    final Map<OutPoint, Long> mintedAt;
    int tipHeight;

    PegInBook(
            DepositParser parser,
            int confirmations,
            int tipHeight,
            Map<OutPoint, Deposit> deposits,
            Map<OutPoint, Integer> spentAt,
            Map<OutPoint, Long> mintedAt) {
        this.parser = parser;
        this.confirmations = confirmations;
        this.tipHeight = tipHeight;
        this.deposits = new HashMap<>(deposits);
        this.spentAt = new HashMap<>(spentAt);
        this.mintedAt = new HashMap<>(mintedAt);
    }

    /**
     * An empty book.
     *
     * @param confirmations the depth from which a deposit may be minted; its own block counts as 1
     * @param startHeight the first height that will be connected
     */
    public static PegInBook empty(DepositParser parser, int confirmations, int startHeight) {
        return new PegInBook(parser, confirmations, startHeight - 1, Map.of(), Map.of(), Map.of());
    }

    public PegInBook copy() {
        return new PegInBook(parser, confirmations, tipHeight, deposits, spentAt, mintedAt);
    }

    /** The last connected height. */
    public int tipHeight() {
        return tipHeight;
    }

    /** The next block of the active chain. */
    public void connect(int height, BlockHash hash, Block block) {
        if (height != tipHeight + 1) {
            throw new IllegalArgumentException("Bitcoin block " + height + " does not follow block " + tipHeight);
        }
        parser.deposits(height, hash, block).forEach(deposit -> deposits.put(deposit.outPoint(), deposit));
        for (Transaction transaction : block.transactions()) {
            for (TxInput input : transaction.inputs()) {
                if (deposits.containsKey(input.previous())) {
                    spentAt.put(input.previous(), height);
                }
            }
        }
        tipHeight = height;
        deposits.replaceAll((outPoint, deposit) ->
                mintedAt.containsKey(outPoint) && depth(deposit) > PROOF_DEPTH ? deposit.withoutProof() : deposit);
    }

    /** The last connected block is not in the active chain any more. */
    public void disconnect(int height) {
        if (height != tipHeight) {
            throw new IllegalArgumentException(
                    "Bitcoin block " + height + " is not the last one, " + tipHeight + " is");
        }
        deposits.values().removeIf(deposit -> deposit.height() == height);
        spentAt.values().removeIf(spent -> spent == height);
        tipHeight = height - 1;
    }

    /** A federation-final sidechain block minted the deposit. */
    public void minted(OutPoint outPoint, long sidechainHeight) {
        mintedAt.putIfAbsent(outPoint, sidechainHeight);
    }

    /** The sidechain height at which it was minted. */
    public OptionalLong mintedHeight(OutPoint outPoint) {
        Long height = mintedAt.get(outPoint);
        return height == null ? OptionalLong.empty() : OptionalLong.of(height);
    }

    /** Confirmations of a deposit; its own block counts as 1. */
    public int depth(Deposit deposit) {
        return tipHeight - deposit.height() + 1;
    }

    /** What may be minted now, in Bitcoin's order, at most {@code most}, without {@code excluded}. */
    public List<Deposit> mintable(int most, Set<OutPoint> excluded) {
        return deposits.values().stream()
                .filter(deposit -> deposit.eligibility() instanceof Eligibility.Mintable)
                .filter(deposit -> depth(deposit) >= confirmations)
                .filter(deposit -> !mintedAt.containsKey(deposit.outPoint()) && !excluded.contains(deposit.outPoint()))
                .sorted(Deposit.BITCOIN_ORDER)
                .limit(most)
                .toList();
    }

    /** Whether a claim is what this node itself saw on Bitcoin. That it was not minted before is the chain's to check. */
    public ClaimVerdict verify(PegInClaim claim) {
        Deposit deposit = deposits.get(claim.outPoint());
        if (deposit == null) {
            return claim.height() <= tipHeight
                    ? new ClaimVerdict.Unknown("no such deposit up to Bitcoin block " + tipHeight)
                    : new ClaimVerdict.Unknown("Bitcoin block " + claim.height() + " is not seen yet");
        }
        if (!(deposit.eligibility() instanceof Eligibility.Mintable(var recipient))) {
            return new ClaimVerdict.Invalid("the deposit cannot be minted: " + deposit.eligibility());
        }
        if (!deposit.amount().equals(claim.amount()) || !recipient.equals(claim.recipient())) {
            return new ClaimVerdict.Invalid("the deposit is " + deposit.amount() + " for " + recipient);
        }
        if (!deposit.block().equals(claim.block())) {
            return new ClaimVerdict.Unknown("the deposit is in Bitcoin block " + deposit.block() + " here");
        }
        boolean samePlace = deposit.height() == claim.height()
                && deposit.transactionIndex() == claim.transactionIndex()
                && deposit.transaction().equals(claim.transaction())
                && deposit.branch().nodes().equals(claim.merkleBranch());
        if (!samePlace && !deposit.transaction().isEmpty()) {
            return new ClaimVerdict.Invalid("the proof is not that of the deposit");
        }
        return depth(deposit) >= confirmations
                ? new ClaimVerdict.Valid()
                : new ClaimVerdict.Unknown(depth(deposit) + " of " + confirmations + " confirmations");
    }

    /** The federation's unspent outputs. */
    public Sats held() {
        return sum(unspent());
    }

    /** The part of {@link #held} that is not minted, counting {@code alsoMinted} as minted; too small ones included. */
    public Sats waiting(Set<OutPoint> alsoMinted) {
        return sum(unspent()
                .filter(deposit ->
                        !mintedAt.containsKey(deposit.outPoint()) && !alsoMinted.contains(deposit.outPoint())));
    }

    private Stream<Deposit> unspent() {
        return deposits.values().stream().filter(deposit -> !spentAt.containsKey(deposit.outPoint()));
    }

    private static Sats sum(Stream<Deposit> some) {
        return some.map(Deposit::amount).reduce(Sats.ZERO, Sats::plus);
    }

    /** Deposits that will be minted and are not yet. */
    public List<Deposit> pending() {
        return deposits.values().stream()
                .filter(deposit -> deposit.eligibility() instanceof Eligibility.Mintable)
                .filter(deposit -> !mintedAt.containsKey(deposit.outPoint()))
                .sorted(Deposit.BITCOIN_ORDER)
                .toList();
    }

    /** A minted deposit that is not on the active chain: money without backing. */
    public Optional<OutPoint> lost() {
        return mintedAt.keySet().stream()
                .filter(outPoint -> !deposits.containsKey(outPoint))
                .min(Comparator.naturalOrder());
    }

    /** All deposits, newest first. */
    public List<Deposit> newestFirst() {
        List<Deposit> all = new ArrayList<>(deposits.values());
        all.sort(Deposit.BITCOIN_ORDER.reversed());
        return all;
    }

    /** The depth from which a deposit may be minted. */
    public int confirmations() {
        return confirmations;
    }
}
