package org.alys.bitcoin.regtest.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier.Strictness;
import org.alys.bitcoin.regtest.consensus.SequenceLocks;
import org.alys.bitcoin.regtest.consensus.SignatureOperations;
import org.alys.bitcoin.regtest.consensus.TransactionChecks;
import org.alys.bitcoin.regtest.consensus.TransactionChecks.Amounts;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Sats;

/**
 * Checks one block against the coins of the chain below it (Bitcoin Core, {@code ConnectBlock}). Changes nothing: one
 * object serves one check.
 */
final class BlockConnector {
    private final UtxoSet coins;
    private final ActiveChain chain;
    private final Optional<ScriptVerifier> scripts;
    private final int height;
    private final Map<OutPoint, Coin> created = new HashMap<>();
    private final Set<OutPoint> spent = new HashSet<>();
    private long sigopsCost;

    /** What came of the check. */
    sealed interface Result {
        record Connectable(BlockUndo undo) implements Result {}

        record Refused(Rejection rejection) implements Result {}
    }

    /** Carries a refusal out of the loop over transactions. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Rejection rejection;

        RefusedException(Rejection rejection) {
            super(rejection.reason(), null, false, false);
            this.rejection = rejection;
        }
    }

    /**
     * A check on top of the active chain.
     *
     * @param scripts runs the scripts; empty when they were run before
     */
    BlockConnector(UtxoSet coins, ActiveChain chain, Optional<ScriptVerifier> scripts) {
        this.coins = coins;
        this.chain = chain;
        this.scripts = scripts;
        this.height = chain.height() + 1;
    }

    Result check(Block block, List<Txid> txids) {
        try {
            return new Result.Connectable(connect(block, txids));
        } catch (RefusedException e) {
            return new Result.Refused(e.rejection);
        }
    }

    private BlockUndo connect(Block block, List<Txid> txids) throws RefusedException {
        List<List<Coin>> undo = new ArrayList<>();
        long fees = 0;
        for (int i = 0; i < txids.size(); i++) {
            Transaction transaction = block.transactions().get(i);
            requireNew(transaction, txids.get(i));
            List<Coin> inputs = List.of();
            if (i > 0) {
                inputs = spend(transaction, txids.get(i));
                fees += fee(transaction, inputs);
            }
            undo.add(inputs);
            countSigops(transaction, inputs);
            create(transaction, txids.get(i), i == 0);
        }
        requireAllowedReward(block, fees);
        return new BlockUndo(undo);
    }

    /** BIP 30: no transaction may overwrite unspent outputs of one with the same id. */
    private void requireNew(Transaction transaction, Txid txid) throws RefusedException {
        for (int index = 0; index < transaction.outputs().size(); index++) {
            if (coins.coin(new OutPoint(txid, index)).isPresent()) {
                throw refused("bad-txns-BIP30", "tried to overwrite transaction");
            }
        }
    }

    private List<Coin> spend(Transaction transaction, Txid txid) throws RefusedException {
        List<Coin> inputs = new ArrayList<>();
        for (TxInput input : transaction.inputs()) {
            OutPoint previous = input.previous();
            Optional<Coin> coin = Optional.ofNullable(created.get(previous)).or(() -> coins.coin(previous));
            if (coin.isEmpty() || !spent.add(previous)) {
                throw refused(
                        "bad-txns-inputs-missingorspent", "CheckTxInputs: inputs missing/spent in transaction " + txid);
            }
            inputs.add(coin.get());
        }
        return inputs;
    }

    private long fee(Transaction transaction, List<Coin> inputs) throws RefusedException {
        long fee = switch (TransactionChecks.checkAmounts(transaction, inputs, height)) {
            case Amounts.Fee(Sats value) -> value.value();
            case Amounts.Refused(Rejection rejection) -> throw new RefusedException(rejection);
        };
        if (!SequenceLocks.areMet(transaction, inputs, height, chain::medianTime)) {
            throw refused("bad-txns-nonfinal", "contains a non-BIP68-final transaction " + transaction.txid());
        }
        if (scripts.isPresent()) {
            List<TxOutput> outputs = inputs.stream().map(Coin::output).toList();
            Optional<String> problem = scripts.get().verify(transaction, outputs, Strictness.CONSENSUS);
            if (problem.isPresent()) {
                throw refused("block-script-verify-flag-failed (" + problem.get() + ")", "");
            }
        }
        return fee;
    }

    private void countSigops(Transaction transaction, List<Coin> inputs) throws RefusedException {
        sigopsCost += SignatureOperations.cost(
                transaction, inputs.stream().map(Coin::output).toList());
        if (sigopsCost > RegtestRules.MAX_BLOCK_SIGOPS_COST) {
            throw refused("bad-blk-sigops", "too many sigops");
        }
    }

    private void create(Transaction transaction, Txid txid, boolean coinbase) {
        for (int index = 0; index < transaction.outputs().size(); index++) {
            TxOutput output = transaction.outputs().get(index);
            if (!ScriptParser.isUnspendable(output.script())) {
                created.put(new OutPoint(txid, index), new Coin(output, height, coinbase));
            }
        }
    }

    private void requireAllowedReward(Block block, long fees) throws RefusedException {
        long reward =
                TransactionChecks.totalOut(block.transactions().getFirst()).value();
        long allowed = RegtestRules.subsidy(height).value() + fees;
        if (reward > allowed) {
            throw refused("bad-cb-amount", "coinbase pays too much (actual=" + reward + " vs limit=" + allowed + ")");
        }
    }

    private static RefusedException refused(String reason, String detail) {
        return new RefusedException(new Rejection(reason, detail));
    }
}
