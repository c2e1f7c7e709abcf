package org.alys.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.fuzz.Stranger;

/** Fuzzing of numbers, frames, protobuf and text forms. */
public final class WireTargets {
    private static final int MAX_FRAME = 64 * 1024;
    private static final int MAX_TEXT = 80;

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of("varint", WireException.class, WireTargets::varint, Varint.encode(300), Varint.encode(-1)),
            FuzzTarget.of("frame", IOException.class, WireTargets::frame, Frames.frame(new byte[200])),
            FuzzTarget.of("protobuf", WireException.class, input -> fields(new ProtoReader(input), 0), message()),
            FuzzTarget.of(
                    "base-text",
                    IllegalArgumentException.class,
                    WireTargets::baseText,
                    "zQm1".getBytes(StandardCharsets.US_ASCII),
                    "bafzaajaiaejca".getBytes(StandardCharsets.US_ASCII)));

    private WireTargets() {}

    private static void varint(byte[] input) throws WireException {
        long value = Varint.read(ByteBuffer.wrap(input));
        assertThat(Varint.read(ByteBuffer.wrap(Varint.encode(value)))).isEqualTo(value);
    }

    private static void frame(byte[] input) throws IOException {
        byte[] content = Frames.read(new Stranger(input), MAX_FRAME);
        assertThat(Frames.read(new Stranger(Frames.frame(content)), MAX_FRAME)).isEqualTo(content);
    }

    private static byte[] message() {
        return new ProtoWriter()
                .varint(1, 7)
                .bytes(2, new byte[] {1, 2, 3})
                .message(3, new ProtoWriter().text(4, "text").bool(5, true))
                .toArray();
    }

    /** Reads every field in every way that its type may be read. */
    private static void fields(ProtoReader in, int depth) throws WireException {
        while (in.next()) {
            switch (in.field() % 6) {
                case 0 -> in.skip();
                case 1 -> in.varint();
                case 2 -> in.array(MAX_FRAME);
                case 3 -> {
                    if (depth < 10) {
                        fields(in.message(), depth + 1);
                    } else {
                        in.skip();
                    }
                }
                case 4 -> in.text(MAX_FRAME);
                default -> in.bool();
            }
        }
    }

    private static void baseText(byte[] input) {
        if (input.length > 0 && input.length <= MAX_TEXT) {
            String text = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
            if (input[0] == 'z') {
                assertThat(Base58.encode(Base58.decode(text))).isEqualTo(text);
            } else {
                assertThat(Base32.encode(Base32.decode(text))).isEqualTo(text);
            }
        }
    }
}
