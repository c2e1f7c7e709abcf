package org.alys.p2p.negotiation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.alys.p2p.transport.Duplex;
import org.alys.p2p.wire.Frames;
import org.alys.p2p.wire.WireException;

/** The negotiation of multistream-select 1.0. Lines, proposals and names are bounded. */
public final class Multistream {
    /** Bytes of the longest protocol name, without its line feed. */
    public static final int MAX_NAME = 256;

    private static final String HEADER = "/multistream/1.0.0";
    private static final String NOT_AVAILABLE = "na";
    private static final int MAX_LINE = 1024;
    private static final int MAX_PROPOSALS = 32;

    private Multistream() {}

    /**
     * Proposes {@code protocols} one after the other.
     *
     * @return the first that the remote speaks; empty when it speaks none
     */
    public static Optional<String> propose(Duplex stream, List<String> protocols) throws IOException {
        boolean greeted = false;
        for (String protocol : protocols) {
            // The first proposal travels with the greeting, to save a round trip.
            stream.write(greeted ? line(protocol) : lines(HEADER, protocol));
            if (!greeted) {
                expectHeader(stream);
                greeted = true;
            }
            String answer = readLine(stream);
            if (answer.equals(protocol)) {
                return Optional.of(protocol);
            }
            if (!answer.equals(NOT_AVAILABLE)) {
                throw new WireException("remote answered a proposal with something else");
            }
        }
        return Optional.empty();
    }

    /**
     * Answers proposals until one is spoken here.
     *
     * @throws WireException when the remote breaks the protocol or proposes too many
     */
    public static String answer(Duplex stream, Predicate<String> spoken) throws IOException {
        expectHeader(stream);
        stream.write(line(HEADER));
        for (int i = 0; i < MAX_PROPOSALS; i++) {
            String proposal = readLine(stream);
            if (proposal.length() <= MAX_NAME && spoken.test(proposal)) {
                stream.write(line(proposal));
                return proposal;
            }
            stream.write(line(NOT_AVAILABLE));
        }
        throw new WireException("remote proposed too many protocols");
    }

    private static void expectHeader(Duplex stream) throws IOException {
        if (!readLine(stream).equals(HEADER)) {
            throw new WireException("remote does not speak multistream-select 1.0");
        }
    }

    private static String readLine(Duplex stream) throws IOException {
        byte[] line = Frames.read(stream, MAX_LINE);
        if (line.length == 0 || line[line.length - 1] != '\n') {
            throw new WireException("negotiation line without a line feed");
        }
        return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    }

    private static byte[] lines(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            out.writeBytes(line(text));
        }
        return out.toByteArray();
    }

    private static byte[] line(String text) {
        return Frames.frame((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
