package org.alys.bitcoin.taproot;

import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.ScriptTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * The taproot output that holds the federation's coins (BIP 341). No key path: the internal key is the point that nobody
 * has the secret of. The federation spends through one leaf; a recovery group through a second one, if there is one, after
 * a relative lock time.
 */
public final class FederationOutput {
    /** {@code lift_x} of the hash of the generator: the point BIP 341 recommends where there must be no key path. */
    public static final XOnlyPublicKey UNSPENDABLE_KEY =
            new XOnlyPublicKey(Bytes32.fromHex("50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0"));

    private static final int OP_1 = 0x51;

    private final MultisigLeaf federation;
    private final Optional<MultisigLeaf> recovery;
    private final ScriptTree tree;
    private final XOnlyPublicKey outputKey;

    private FederationOutput(MultisigLeaf federation, Optional<MultisigLeaf> recovery) {
        this.federation = federation;
        this.recovery = recovery;
        ScriptTree leaf = federation.toTree();
        this.tree = recovery.<ScriptTree>map(other -> new ScriptTree.Branch(leaf, other.toTree()))
                .orElse(leaf);
        this.outputKey = XOnlyPublicKey.fromLibrary(
                UNSPENDABLE_KEY.toLibrary().outputKey(tree).getFirst());
    }

    /** The output that {@code threshold} (1 to n) of {@code keys} (1 to 16, order matters) can spend, and nobody else. */
    public static FederationOutput of(List<XOnlyPublicKey> keys, int threshold) {
        return new FederationOutput(new MultisigLeaf(keys, threshold, Optional.empty()), Optional.empty());
    }

    /** The same federation with a second leaf, which must have a delay; the address is another one. */
    public FederationOutput withRecovery(MultisigLeaf leaf) {
        if (leaf.delayBlocks().isEmpty()) {
            throw new IllegalArgumentException("a recovery leaf without a delay could spend at any time");
        }
        return new FederationOutput(federation, Optional.of(leaf));
    }

    /** The leaf that the federation signs for. */
    public MultisigLeaf federationLeaf() {
        return federation;
    }

    public Optional<MultisigLeaf> recoveryLeaf() {
        return recovery;
    }

    /** The key in the output: the internal key tweaked with the script tree. */
    public XOnlyPublicKey outputKey() {
        return outputKey;
    }

    /** {@code OP_1 <output key>}, 34 bytes. */
    public Bytes scriptPubKey() {
        return Bytes.of(new BitcoinWriter(34)
                .writeByte(OP_1)
                .writeByte(Bytes32.SIZE)
                .writeBytes32(outputKey.x())
                .toArray());
    }

    /** Where to send deposits: bech32m (BIP 350). */
    public BitcoinAddress address(BitcoinNetwork network) {
        return BitcoinAddress.ofScript(scriptPubKey(), network)
                .orElseThrow(() -> new IllegalStateException("a taproot script has an address"));
    }

    /**
     * The last item of a witness that spends through {@code leaf}: 33 bytes, or 65 when there are two leaves.
     *
     * @throws IllegalArgumentException when it is not a leaf of this output
     */
    public Bytes controlBlock(MultisigLeaf leaf) {
        if (!leaf.equals(federation) && !recovery.equals(Optional.of(leaf))) {
            throw new IllegalArgumentException("not a leaf of this output");
        }
        return Bytes.of(Script.ControlBlock.build(UNSPENDABLE_KEY.toLibrary(), tree, leaf.toTree())
                .toByteArray());
    }

    /**
     * The witness that spends through {@code leaf}: for every key in reverse order a signature or an empty item, then
     * script and control block. Exactly {@code threshold} signatures.
     *
     * @param signatures one slot per key, in the order of the leaf's keys
     */
    public List<Bytes> witness(MultisigLeaf leaf, List<Optional<SchnorrSignature>> signatures) {
        long given = signatures.stream().filter(Optional::isPresent).count();
        if (signatures.size() != leaf.keys().size() || given != leaf.threshold()) {
            throw new IllegalArgumentException(
                    "a witness needs one slot for each of " + leaf.keys().size() + " keys and " + leaf.threshold()
                            + " signatures, got " + given + " in " + signatures.size());
        }
        List<Bytes> slots = signatures.reversed().stream()
                .map(slot -> slot.map(SchnorrSignature::bytes).orElse(Bytes.EMPTY))
                .toList();
        return Stream.concat(slots.stream(), Stream.of(leaf.script(), controlBlock(leaf)))
                .toList();
    }

    /** Weight units that the federation leaf's witness adds to an input, its item count included. */
    public int witnessWeight() {
        int keys = federation.keys().size();
        int signed = federation.threshold() * (1 + SchnorrSignature.SIZE);
        int empty = keys - federation.threshold();
        return BitcoinWriter.compactSizeLength(keys + 2)
                + signed
                + empty
                + sizeOf(federation.script())
                + sizeOf(controlBlock(federation));
    }

    private static int sizeOf(Bytes item) {
        return BitcoinWriter.compactSizeLength(item.size()) + item.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FederationOutput that
                && federation.equals(that.federation)
                && recovery.equals(that.recovery);
    }

    @Override
    public int hashCode() {
        return federation.hashCode() * 31 + recovery.hashCode();
    }

    @Override
    public String toString() {
        return "FederationOutput[" + scriptPubKey() + "]";
    }
}
