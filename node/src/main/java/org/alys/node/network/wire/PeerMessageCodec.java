package org.alys.node.network.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alys.evm.payload.Fork;
import org.alys.node.network.PeerMessage;
import org.xerial.snappy.Snappy;

/** Messages to bytes and back: one byte for the kind, then the SSZ encoding as one snappy block. May be shared by threads. */
public final class PeerMessageCodec {
    /** The longest encoding before compression. */
    public static final int MAX_BYTES = 1 + Kinds.MAX_BYTES;

    /** The longest encoding: snappy makes what it cannot compress a little longer. */
    public static final int MAX_ENCODED_BYTES = 1 + 32 + Kinds.MAX_BYTES + Kinds.MAX_BYTES / 6;

    /** A snappy element of 3 bytes stands for at most 64, so no true block claims more than this for each of its bytes. */
    private static final int MAX_EXPANSION = 22;

    private final Map<Integer, Kind<?>> byNumber;
    private final Map<Class<?>, Kind<?>> byType;

    public PeerMessageCodec(Fork fork) {
        List<Kind<?>> kinds = Kinds.of(fork);
        byNumber = kinds.stream().collect(Collectors.toUnmodifiableMap(Kind::number, Function.identity()));
        byType = kinds.stream().collect(Collectors.toUnmodifiableMap(Kind::type, Function.identity()));
    }

    /** Bytes of {@code message} before compression. */
    public int size(PeerMessage message) {
        return 1 + kindOf(message).size(message);
    }

    /** The encoding; throws {@link IllegalArgumentException} when the message is longer than its kind may be. */
    public byte[] encode(PeerMessage message) {
        Kind<?> kind = kindOf(message);
        int size = kind.size(message);
        if (size > kind.maxBytes()) {
            throw new IllegalArgumentException(
                    kind.type().getSimpleName() + " of " + size + " bytes, allowed are " + kind.maxBytes());
        }
        byte[] plain = kind.encode(message);
        byte[] out = new byte[1 + Snappy.maxCompressedLength(plain.length)];
        out[0] = (byte) kind.number();
        try {
            int length = Snappy.compress(plain, 0, plain.length, out, 1);
            return java.util.Arrays.copyOf(out, 1 + length);
        } catch (IOException e) {
            throw new UncheckedIOException("snappy cannot compress " + plain.length + " bytes", e);
        }
    }

    /** Reads bytes from a peer. Takes memory for a small multiple of their number, whatever they claim. */
    public Incoming decode(byte[] encoded) {
        if (encoded.length < 2) {
            return new Incoming.Malformed("a message of " + encoded.length + " bytes");
        }
        int number = encoded[0] & 0xff;
        Optional<Kind<?>> kind = Optional.ofNullable(byNumber.get(number));
        return kind.isEmpty() ? new Incoming.UnknownKind(number) : decode(kind.get(), encoded);
    }

    private static Incoming decode(Kind<?> kind, byte[] encoded) {
        int length = encoded.length - 1;
        try {
            long claimed = Snappy.uncompressedLength(encoded, 1, length);
            if (claimed < 0 || claimed > kind.maxBytes() || claimed > (long) MAX_EXPANSION * length) {
                return new Incoming.Malformed(length + " bytes claim to be " + claimed + " of "
                        + kind.type().getSimpleName());
            }
            if (!Snappy.isValidCompressedBuffer(encoded, 1, length)) {
                return new Incoming.Malformed("not a snappy block");
            }
            byte[] plain = new byte[(int) claimed];
            Snappy.uncompress(encoded, 1, length, plain, 0);
            return kind.decode(plain);
        } catch (IOException e) {
            return new Incoming.Malformed("not a snappy block: " + e.getMessage());
        }
    }

    private Kind<?> kindOf(PeerMessage message) {
        return Optional.<Kind<?>>ofNullable(byType.get(message.getClass()))
                .orElseThrow(() -> new IllegalArgumentException("no kind for " + message.getClass()));
    }
}
