package org.alys.p2p.negotiation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.fuzz.Stranger;
import org.alys.p2p.wire.Frames;

/** Fuzzing of both sides of multistream-select. */
public final class NegotiationTargets {
    private static final String HEADER = "/multistream/1.0.0";

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of(
                    "multistream-answer",
                    IOException.class,
                    input -> Multistream.answer(new Stranger(input), "/noise"::equals),
                    lines(HEADER, "/tls", "/noise")),
            FuzzTarget.of(
                    "multistream-propose",
                    IOException.class,
                    input -> Multistream.propose(new Stranger(input), List.of("/tls", "/noise")),
                    lines(HEADER, "na", "/noise")));

    private NegotiationTargets() {}

    private static byte[] lines(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            out.writeBytes(Frames.frame((text + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        return out.toByteArray();
    }
}
