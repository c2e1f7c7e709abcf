package org.alys.bitcoin.taproot;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.SigHash;
import fr.acinq.bitcoin.TxOut;
import java.util.List;
import java.util.stream.IntStream;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes32;

/** The message that is signed to spend taproot outputs through a leaf (BIP 341 and 342, {@code SIGHASH_DEFAULT}). */
public final class ScriptPathHash {
    private ScriptPathHash() {}

    /**
     * The messages for all inputs, in their order. Every message binds the whole transaction and all amounts spent.
     *
     * @param spent the outputs that the inputs spend, in the order of the inputs
     */
    public static List<Bytes32> of(Transaction transaction, List<TxOutput> spent, MultisigLeaf leaf) {
        if (spent.size() != transaction.inputs().size()) {
            throw new IllegalArgumentException(
                    transaction.inputs().size() + " inputs cannot spend " + spent.size() + " outputs");
        }
        var parsed = fr.acinq.bitcoin.Transaction.read(transaction.encode());
        var leafHash = new ByteVector32(leaf.hash().toArray());
        List<TxOut> outputs = spent.stream().map(ScriptPathHash::toLibrary).toList();
        return IntStream.range(0, spent.size())
                .mapToObj(input -> fr.acinq.bitcoin.Transaction.hashForSigningTaprootScriptPath(
                        parsed, input, outputs, SigHash.SIGHASH_DEFAULT, leafHash, null))
                .map(hash -> Bytes32.of(hash.toByteArray()))
                .toList();
    }

    private static TxOut toLibrary(TxOutput output) {
        return new TxOut(
                new fr.acinq.bitcoin.Satoshi(output.value().value()),
                new fr.acinq.bitcoin.ByteVector(output.script().toArray()));
    }
}
