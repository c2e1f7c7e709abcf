package org.alys.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Everything one imported block changes, collected and then written as one atomic batch ({@link ChainDatabase#write}):
 * after a crash all of it is there or nothing. Later operations on the same key win. Not thread-safe.
 */
public final class ImportBatch {
    private final List<Write> writes = new ArrayList<>();
    private final List<ChainPoint> finalised = new ArrayList<>();

    /**
     * Stores a certified block and lists it in the tail until it is final or abandoned.
     *
     * @throws IllegalStateException when this batch already made the block final
     */
    public ImportBatch putBlock(Bytes32 root, long slot, Bytes block) {
        if (finalised.stream().anyMatch(point -> point.root().equals(root))) {
            throw new IllegalStateException("block " + root + " must be stored before it is made final");
        }
        put(Column.BLOCKS, root.toArray(), block.toArray());
        return put(Column.TAIL, Keys.tail(slot, root), new byte[0]);
    }

    /** Stores the state after the block {@code root}. */
    public ImportBatch putState(Bytes32 root, Bytes state) {
        return put(Column.STATES, root.toArray(), state.toArray());
    }

    /** Removes a state that nobody will build on again. */
    public ImportBatch deleteState(Bytes32 root) {
        return delete(Column.STATES, root.toArray());
    }

    /** Makes {@code point} the head that the node restarts from. */
    public ImportBatch head(ChainPoint point) {
        return put(Column.META, Keys.HEAD, point.encode());
    }

    /**
     * Moves blocks from the tail to the final chain, lowest first and without a gap; the last becomes the final pointer.
     * The first must follow the final block that is stored, which {@link ChainDatabase#write} checks.
     *
     * @throws IllegalArgumentException when the heights are not consecutive
     */
    public ImportBatch finalise(List<ChainPoint> points) {
        for (ChainPoint point : points) {
            if (!finalised.isEmpty() && finalised.getLast().height() + 1 != point.height()) {
                throw new IllegalArgumentException("height " + point.height() + " does not follow final height "
                        + finalised.getLast().height());
            }
            finalised.add(point);
            delete(Column.TAIL, Keys.tail(point.slot(), point.root()));
            put(Column.HEIGHTS, Keys.number(point.height()), point.root().toArray());
            put(Column.META, Keys.FINAL, point.encode());
        }
        return this;
    }

    /** Removes a tail block that can never be final, with its state and its peg-out requests. */
    public ImportBatch abandon(TailBlock block) {
        byte[] key = Keys.tail(block.slot(), block.root());
        delete(Column.TAIL, key);
        delete(Column.BLOCKS, block.root().toArray());
        writes.add(new Write.DeleteRange(Column.PEG_OUTS.familyName(), key, Keys.afterAllWith(key)));
        return deleteState(block.root());
    }

    /** Records that the deposit at {@code outpoint} (Bitcoin's 36 bytes) is minted at {@code height}, by a final block. */
    public ImportBatch minted(Bytes outpoint, long height) {
        put(Column.MINTED_AT, new MintedDeposit(height, outpoint).key().toArray(), new byte[0]);
        return put(Column.MINTED, outpoint.toArray(), Keys.number(height));
    }

    /** Stores a peg-out request that the block in {@code key} made; {@link #abandon} of the block removes it. */
    public ImportBatch pegOut(PegOutKey key, Bytes request) {
        return put(Column.PEG_OUTS, key.encode().toArray(), request.toArray());
    }

    /** Stores a finalize or skip certificate. */
    public ImportBatch certificate(StoredCertificate certificate) {
        byte[] key = Keys.certificate(certificate.kind(), certificate.fromSlot(), certificate.toSlot());
        return put(Column.CERTIFICATES, key, certificate.bytes().toArray());
    }

    /** Removes the certificates whose last slot is below {@code slot}. */
    public ImportBatch pruneCertificatesBelow(long slot) {
        writes.add(new Write.DeleteRange(Column.CERTIFICATES.familyName(), Keys.number(0), Keys.number(slot)));
        return this;
    }

    /** Stores a valid proof for the range that ends in {@code rangeEnd}: before it is used or gossiped. */
    public ImportBatch putAuxPow(Bytes32 rangeEnd, Bytes proof) {
        return put(Column.AUXPOW, rangeEnd.toArray(), proof.toArray());
    }

    /** Removes a proof that a block carries or that came too late. */
    public ImportBatch deleteAuxPow(Bytes32 rangeEnd) {
        return delete(Column.AUXPOW, rangeEnd.toArray());
    }

    /** Stores a named checkpoint of sync or of an actor. */
    public ImportBatch checkpoint(String name, Bytes bytes) {
        return put(Column.CHECKPOINTS, Keys.name(name), bytes.toArray());
    }

    /** Stores a small named value beside head and final pointer. */
    public ImportBatch value(String name, Bytes bytes) {
        return put(Column.META, Keys.value(name), bytes.toArray());
    }

    /** Any key of a column that has no method of its own here. {@link Column#META} is refused: it is the database's. */
    public ImportBatch put(Column column, Bytes key, Bytes value) {
        return put(notMeta(column), key.toArray(), value.toArray());
    }

    /** Removes any key of a column but {@link Column#META}. */
    public ImportBatch delete(Column column, Bytes key) {
        return delete(notMeta(column), key.toArray());
    }

    public boolean isEmpty() {
        return writes.isEmpty();
    }

    List<Write> writes() {
        return writes;
    }

    Optional<ChainPoint> firstFinalised() {
        return finalised.stream().findFirst();
    }

    private ImportBatch put(Column column, byte[] key, byte[] value) {
        writes.add(new Write.Put(column.familyName(), key, value));
        return this;
    }

    private ImportBatch delete(Column column, byte[] key) {
        writes.add(new Write.Delete(column.familyName(), key));
        return this;
    }

    private static Column notMeta(Column column) {
        if (column == Column.META) {
            throw new IllegalArgumentException("the META column is written by head, finalise and value only");
        }
        return column;
    }
}
