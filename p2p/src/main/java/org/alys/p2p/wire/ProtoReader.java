package org.alys.p2p.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alys.primitives.Bytes;

/**
 * Walks over the fields of one protobuf message that is already in memory. It copies nothing before the caller has named a limit and
 * refuses groups, so that depth is the caller's. After {@link #next} exactly one of the reading methods or {@link #skip} is called.
 */
public final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final ByteBuffer in;
    private int field;
    private int wireType;

    public ProtoReader(byte[] message) {
        this(ByteBuffer.wrap(message));
    }

    private ProtoReader(ByteBuffer in) {
        this.in = in;
    }

    /** Moves to the next field; false at the end of the message. */
    public boolean next() throws WireException {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = Varint.read(in);
        long number = tag >>> 3;
        if (number == 0 || number > 0x1fff_ffff) {
            throw new WireException("protobuf field number out of range");
        }
        field = (int) number;
        wireType = (int) (tag & 7);
        return true;
    }

    /** Number of the current field. */
    public int field() {
        return field;
    }

    public long varint() throws WireException {
        expect(VARINT);
        return Varint.read(in);
    }

    public boolean bool() throws WireException {
        return varint() != 0;
    }

    /** The field's bytes, at most {@code maxLength}. */
    public byte[] array(int maxLength) throws WireException {
        ByteBuffer slice = slice(maxLength);
        return Arrays.copyOfRange(
                slice.array(),
                slice.arrayOffset() + slice.position(),
                slice.arrayOffset() + slice.position() + slice.remaining());
    }

    /** The field's bytes, at most {@code maxLength}. */
    public Bytes bytes(int maxLength) throws WireException {
        return Bytes.of(array(maxLength));
    }

    /** The field's text, at most {@code maxLength} bytes of UTF-8. */
    public String text(int maxLength) throws WireException {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(slice(maxLength));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new WireException("text is not UTF-8");
        }
    }

    /** A walk over the message inside this field. */
    public ProtoReader message() throws WireException {
        return new ProtoReader(slice(Integer.MAX_VALUE));
    }

    /** Steps over a field that the reader does not know. */
    public void skip() throws WireException {
        switch (wireType) {
            case VARINT -> Varint.read(in);
            case FIXED_64 -> advance(8);
            case LENGTH_DELIMITED -> slice(Integer.MAX_VALUE);
            case FIXED_32 -> advance(4);
            default -> throw new WireException("protobuf wire type " + wireType);
        }
    }

    private ByteBuffer slice(int maxLength) throws WireException {
        expect(LENGTH_DELIMITED);
        long length = Varint.read(in);
        if (length < 0 || length > in.remaining()) {
            throw new WireException("protobuf field is cut off");
        }
        if (length > maxLength) {
            throw new WireException("protobuf field " + field + " longer than " + maxLength);
        }
        ByteBuffer slice = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return slice;
    }

    private void advance(int count) throws WireException {
        if (in.remaining() < count) {
            throw new WireException("protobuf field is cut off");
        }
        in.position(in.position() + count);
    }

    private void expect(int expected) throws WireException {
        if (wireType != expected) {
            throw new WireException("protobuf field " + field + " has wire type " + wireType);
        }
    }
}
