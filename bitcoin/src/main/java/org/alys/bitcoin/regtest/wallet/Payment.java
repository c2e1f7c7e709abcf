package org.alys.bitcoin.regtest.wallet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;

/**
 * What a transaction shall do, before coins are chosen for it.
 *
 * @param inputs that it shall have in any case
 * @param addInputs whether more may be chosen
 * @param feeFrom indexes of the outputs that are made smaller to pay the fee; none when the fee comes on top
 * @param changePosition where among the outputs the change goes; at the end when it is empty
 * @param changeScript takes the change
 * @param sequence of the inputs that are chosen
 */
public record Payment(
        int version,
        List<TxInput> inputs,
        boolean addInputs,
        List<TxOutput> outputs,
        Set<Integer> feeFrom,
        Optional<Integer> changePosition,
        Bytes changeScript,
        FeeRate rate,
        long sequence,
        long lockTime) {
    public Payment {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        feeFrom = Set.copyOf(feeFrom);
    }
}
