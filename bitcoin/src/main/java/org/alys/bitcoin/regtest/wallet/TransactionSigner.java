package org.alys.bitcoin.regtest.wallet;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.SigHash;
import fr.acinq.bitcoin.SigVersion;
import fr.acinq.bitcoin.TxOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;

/** Signs the inputs that somebody has the keys of: the four kinds of output that one key alone can spend. */
public final class TransactionSigner {
    private final Transaction transaction;
    private final List<Optional<TxOutput>> spent;
    private final Function<Bytes, Optional<SpendKey>> keys;
    private final fr.acinq.bitcoin.Transaction library;

    private TransactionSigner(
            Transaction transaction, List<Optional<TxOutput>> spent, Function<Bytes, Optional<SpendKey>> keys) {
        this.transaction = transaction;
        this.spent = spent;
        this.keys = keys;
        this.library = fr.acinq.bitcoin.Transaction.read(transaction.encode());
    }

    /**
     * The transaction with all inputs signed that can be. Other inputs stay as they are.
     *
     * @param spent what the inputs spend, in their order, as far as it is known
     * @param keys finds the key for the script of an output
     */
    public static Transaction sign(
            Transaction transaction, List<Optional<TxOutput>> spent, Function<Bytes, Optional<SpendKey>> keys) {
        if (transaction.inputs().isEmpty()) {
            return transaction;
        }
        TransactionSigner signer = new TransactionSigner(transaction, spent, keys);
        List<TxInput> inputs = new ArrayList<>();
        for (int i = 0; i < spent.size(); i++) {
            inputs.add(signer.input(i));
        }
        return new Transaction(transaction.version(), inputs, transaction.outputs(), transaction.lockTime());
    }

    private TxInput input(int index) {
        TxInput input = transaction.inputs().get(index);
        if (spent.get(index).isEmpty()) {
            return input;
        }
        TxOutput output = spent.get(index).get();
        Optional<SpendKey> key = keys.apply(output.script());
        if (key.isEmpty()) {
            return input;
        }
        for (AddressType type : AddressType.values()) {
            if (key.get().script(type).equals(output.script())) {
                return sign(index, input, output, key.get(), type);
            }
        }
        return input;
    }

    private TxInput sign(int index, TxInput input, TxOutput output, SpendKey key, AddressType type) {
        return switch (type) {
            case LEGACY -> {
                byte[] signature =
                        library.signInput(index, output.script().toArray(), SigHash.SIGHASH_ALL, key.secret());
                BitcoinWriter script = new BitcoinWriter(110);
                script.writeVarBytes(Bytes.of(signature)).writeVarBytes(key.publicKey());
                yield new TxInput(input.previous(), Bytes.of(script.toArray()), input.sequence(), List.of());
            }
            case P2SH_SEGWIT -> {
                BitcoinWriter script = new BitcoinWriter(23).writeVarBytes(key.redeemScript());
                yield new TxInput(
                        input.previous(),
                        Bytes.of(script.toArray()),
                        input.sequence(),
                        keyHashWitness(index, output, key));
            }
            case BECH32 -> input.withWitness(keyHashWitness(index, output, key));
            case BECH32M ->
                spent.stream().allMatch(Optional::isPresent)
                        ? input.withWitness(List.of(taprootSignature(index, key)))
                        : input;
        };
    }

    private List<Bytes> keyHashWitness(int index, TxOutput output, SpendKey key) {
        byte[] signature = library.signInput(
                index,
                key.script(AddressType.LEGACY).toArray(),
                SigHash.SIGHASH_ALL,
                new Satoshi(output.value().value()),
                SigVersion.SIGVERSION_WITNESS_V0,
                key.secret());
        return List.of(Bytes.of(signature), key.publicKey());
    }

    /** Such a signature commits to all coins that are spent, so all must be known. */
    private Bytes taprootSignature(int index, SpendKey key) {
        List<TxOut> outputs = spent.stream()
                .map(Optional::orElseThrow)
                .map(output -> new TxOut(
                        new Satoshi(output.value().value()),
                        new ByteVector(output.script().toArray())))
                .toList();
        return Bytes.of(
                library.signInputTaprootKeyPath(key.secret(), index, outputs, SigHash.SIGHASH_DEFAULT, null, null, null)
                        .toByteArray());
    }
}
