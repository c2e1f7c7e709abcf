package org.alys.node.chain;

import java.util.Arrays;
import java.util.Optional;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Decoded;

/** A block as the database holds it: one byte that says whether it is certified, then its SSZ encoding. */
public final class StoredBlocks {
    private static final byte SIGNED = 0;
    private static final byte CERTIFIED = 1;

    private final BlockSchema schema;

    /** For a chain whose payloads are of {@code fork}. */
    public StoredBlocks(Fork fork) {
        this.schema = BlockSchema.of(fork);
    }

    /** A block with its certificate, once there is one. */
    public record Stored(SignedBlock signed, Optional<Certificate> certificate) {}

    Bytes encode(SignedBlock block, Optional<Certificate> certificate) {
        byte[] encoded = certificate
                .map(found -> schema.certified().encodeToArray(new CertifiedBlock(block, found)))
                .orElseGet(() -> schema.signed().encodeToArray(block));
        byte[] tagged = new byte[encoded.length + 1];
        tagged[0] = certificate.isPresent() ? CERTIFIED : SIGNED;
        System.arraycopy(encoded, 0, tagged, 1, encoded.length);
        return Bytes.of(tagged);
    }

    /**
     * Reads a stored block.
     *
     * @throws IllegalStateException when the bytes are not what {@link #encode} makes: the database is damaged
     */
    public Stored decode(Bytes tagged) {
        byte[] bytes = tagged.toArray();
        byte[] encoded = Arrays.copyOfRange(bytes, 1, bytes.length);
        return switch (bytes[0]) {
            case SIGNED -> new Stored(required(schema.decodeSigned(encoded)), Optional.empty());
            case CERTIFIED -> {
                CertifiedBlock block = required(schema.decodeCertified(encoded));
                yield new Stored(block.signed(), Optional.of(block.certificate()));
            }
            default -> throw new IllegalStateException("a stored block begins with the unknown byte " + bytes[0]);
        };
    }

    static <T> T required(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Value<T>(T value) -> value;
            case Decoded.Malformed<T>(String reason) ->
                throw new IllegalStateException("the database holds bytes that cannot be read: " + reason);
        };
    }
}
