package org.alys.bitcoin.regtest.wallet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.alys.bitcoin.regtest.mempool.StandardPolicy;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Sats;

/**
 * Chooses coins for a payment: the smallest that suffices alone, else the largest until they suffice; unconfirmed ones
 * last. What is left over comes back as change unless it would be dust.
 */
public final class Funding {
    private static final int FOREIGN_INPUT_WEIGHT = AddressType.LEGACY.inputWeight();

    private final Payment payment;
    private final Wallet wallet;
    private final Function<OutPoint, Optional<TxOutput>> outputs;
    private final List<TxInput> inputs = new ArrayList<>();
    private long valueIn;
    private long inputWeight;

    private Funding(Payment payment, Wallet wallet, Function<OutPoint, Optional<TxOutput>> outputs) {
        this.payment = payment;
        this.wallet = wallet;
        this.outputs = outputs;
    }

    /**
     * Chooses coins of {@code wallet}.
     *
     * @param outputs finds outputs that are not the wallet's own
     */
    public static FundingOutcome fund(Payment payment, Wallet wallet, Function<OutPoint, Optional<TxOutput>> outputs) {
        return new Funding(payment, wallet, outputs).run();
    }

    private FundingOutcome run() {
        for (TxInput input : payment.inputs()) {
            Optional<TxOutput> output = wallet.output(input.previous()).or(() -> outputs.apply(input.previous()));
            if (output.isEmpty()) {
                return new FundingOutcome.UnknownInput(input.previous());
            }
            add(input, output.get());
        }
        if (payment.addInputs()) {
            choose();
        }
        return valueIn < target() || inputs.isEmpty() ? new FundingOutcome.Insufficient() : finish();
    }

    private void add(TxInput input, TxOutput output) {
        inputs.add(input);
        valueIn += output.value().value();
        inputWeight += weightOf(output);
    }

    private int weightOf(TxOutput output) {
        return wallet.address(output.script())
                .map(address -> address.type().inputWeight())
                .orElse(FOREIGN_INPUT_WEIGHT);
    }

    private long paid() {
        return payment.outputs().stream()
                .mapToLong(output -> output.value().value())
                .sum();
    }

    /** What must come in: the payments, and the fee unless they bear it. */
    private long target() {
        return paid() + (payment.feeFrom().isEmpty() ? fee(false) : 0);
    }

    private long fee(boolean withChange) {
        List<TxOutput> all = new ArrayList<>(payment.outputs());
        if (withChange) {
            all.add(new TxOutput(Sats.ZERO, payment.changeScript()));
        }
        Transaction bare = new Transaction(payment.version(), List.of(), all, 0);
        // segwit's marker, flag and empty stacks, and two bytes more for a long list of inputs
        long weight = 4L * bare.sizeWithoutWitness() + 2 + inputs.size() + (inputs.size() > 252 ? 8 : 0) + inputWeight;
        return payment.rate().feeFor((int) ((weight + 3) / 4)).value();
    }

    private void choose() {
        Set<OutPoint> taken = new HashSet<>(wallet.locked());
        payment.inputs().forEach(input -> taken.add(input.previous()));
        List<WalletCoin> coins = new ArrayList<>(wallet.coins().stream()
                .filter(coin -> coin.isSpendable() && !taken.contains(coin.outPoint()))
                .filter(this::isWorthItsFee)
                .sorted(Comparator.comparing((WalletCoin coin) -> coin.output().value()))
                .toList());
        while (valueIn < target() || inputs.isEmpty()) {
            Optional<WalletCoin> next = next(coins);
            if (next.isEmpty()) {
                return;
            }
            coins.remove(next.get());
            add(
                    TxInput.unsigned(next.get().outPoint(), payment.sequence()),
                    next.get().output());
        }
    }

    private boolean isWorthItsFee(WalletCoin coin) {
        int size = (weightOf(coin.output()) + 3) / 4;
        return coin.output().value().compareTo(payment.rate().feeFor(size)) > 0;
    }

    /** {@code coins} go from small to large. */
    private Optional<WalletCoin> next(List<WalletCoin> coins) {
        for (boolean confirmed : new boolean[] {true, false}) {
            List<WalletCoin> group = coins.stream()
                    .filter(coin -> (coin.depth() > 0) == confirmed)
                    .toList();
            if (group.isEmpty()) {
                continue;
            }
            return group.stream().filter(this::suffices).findFirst().or(() -> Optional.of(group.getLast()));
        }
        return Optional.empty();
    }

    private boolean suffices(WalletCoin coin) {
        long extra = payment.rate().feeFor((weightOf(coin.output()) + 4) / 4).value();
        return valueIn + coin.output().value().value() >= target() + extra;
    }

    private FundingOutcome finish() {
        boolean onTop = payment.feeFrom().isEmpty();
        long feeWithChange = fee(true);
        long change = valueIn - paid() - (onTop ? feeWithChange : 0);
        boolean worthIt = change > 0
                && change
                        >= StandardPolicy.dustThreshold(payment.changeScript()).value();
        long fee;
        if (onTop) {
            fee = worthIt ? feeWithChange : valueIn - paid();
        } else {
            fee = worthIt ? feeWithChange : fee(false) + change;
        }
        Optional<List<TxOutput>> paid =
                onTop ? Optional.of(payment.outputs()) : reduced(worthIt ? feeWithChange : Math.max(fee - change, 0));
        if (paid.isEmpty()) {
            return new FundingOutcome.TooSmallForFee();
        }
        List<TxOutput> all = new ArrayList<>(paid.get());
        int position = -1;
        if (worthIt) {
            position = payment.changePosition().orElse(all.size());
            all.add(position, new TxOutput(new Sats(change), payment.changeScript()));
        }
        Transaction transaction = new Transaction(payment.version(), inputs, all, payment.lockTime());
        return new FundingOutcome.Funded(transaction, new Sats(fee), position);
    }

    /** Takes the fee from the outputs that bear it, in equal parts; the first bears what cannot be divided. */
    private Optional<List<TxOutput>> reduced(long fee) {
        List<TxOutput> reduced = new ArrayList<>(payment.outputs());
        int bearers = payment.feeFrom().size();
        long rest = fee % bearers;
        for (int index : payment.feeFrom().stream().sorted().toList()) {
            TxOutput output = reduced.get(index);
            long left = output.value().value() - fee / bearers - rest;
            rest = 0;
            if (left < 0 || StandardPolicy.isDust(new TxOutput(new Sats(left), output.script()))) {
                return Optional.empty();
            }
            reduced.set(index, new TxOutput(new Sats(left), output.script()));
        }
        return Optional.of(reduced);
    }

    /** What the wallet or the chain says that the inputs of a transaction spend. */
    public static List<Optional<TxOutput>> spentBy(
            Transaction transaction, Wallet wallet, Function<OutPoint, Optional<TxOutput>> outputs) {
        return transaction.inputs().stream()
                .map(TxInput::previous)
                .map(previous -> wallet.output(previous).or(() -> outputs.apply(previous)))
                .toList();
    }
}
