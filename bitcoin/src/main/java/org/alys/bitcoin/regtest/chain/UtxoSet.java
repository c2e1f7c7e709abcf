package org.alys.bitcoin.regtest.chain;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.CoinView;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;

/** The unspent outputs of the active chain. Applying a block and undoing it again gives the same set. */
public final class UtxoSet implements CoinView {
    private final Map<OutPoint, Coin> coins = new HashMap<>();

    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        return Optional.ofNullable(coins.get(outPoint));
    }

    /** A view of the whole set, which changes with it. */
    public Map<OutPoint, Coin> coins() {
        return Collections.unmodifiableMap(coins);
    }

    /** Applies a block whose inputs were checked against this set. */
    void apply(Block block, List<Txid> txids, int height) {
        for (int i = 0; i < txids.size(); i++) {
            Transaction transaction = block.transactions().get(i);
            if (i > 0) {
                for (TxInput input : transaction.inputs()) {
                    if (coins.remove(input.previous()) == null) {
                        throw new IllegalStateException("spent coin is not there: " + input.previous());
                    }
                }
            }
            List<TxOutput> outputs = transaction.outputs();
            for (int index = 0; index < outputs.size(); index++) {
                if (!ScriptParser.isUnspendable(outputs.get(index).script())) {
                    coins.put(new OutPoint(txids.get(i), index), new Coin(outputs.get(index), height, i == 0));
                }
            }
        }
    }

    /** Takes back the block that was applied last. */
    void undo(Block block, List<Txid> txids, BlockUndo undo) {
        for (int i = txids.size() - 1; i >= 0; i--) {
            Transaction transaction = block.transactions().get(i);
            for (int index = 0; index < transaction.outputs().size(); index++) {
                coins.remove(new OutPoint(txids.get(i), index));
            }
            if (i > 0) {
                List<Coin> spent = undo.spentBy(i);
                for (int input = 0; input < spent.size(); input++) {
                    coins.put(transaction.inputs().get(input).previous(), spent.get(input));
                }
            }
        }
    }
}
