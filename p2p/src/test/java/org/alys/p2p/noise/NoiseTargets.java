package org.alys.p2p.noise;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.fuzz.Stranger;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Hashes;

/** Fuzzing of both sides of the handshake, and of what is inside it. */
public final class NoiseTargets {
    private static final NodeKey KEY = NodeKey.ed25519(Hashes.sha256(new byte[] {1}));
    private static final byte[] FIXED_POINT = Hashes.sha256(new byte[] {2});
    private static final NoiseChannel CHANNEL = new NoiseChannel(KEY, new SecureRandom());

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of(
                    "noise-payload",
                    WireException.class,
                    input -> NoisePayload.open(input, FIXED_POINT),
                    NoisePayload.seal(KEY, FIXED_POINT)),
            FuzzTarget.of(
                    "noise-responder",
                    IOException.class,
                    input -> CHANNEL.respond(new Stranger(input)),
                    message(32, 64)),
            FuzzTarget.of(
                    "noise-initiator",
                    IOException.class,
                    input -> CHANNEL.initiate(new Stranger(input), Optional.empty()),
                    message(96, 0)));

    private NoiseTargets() {}

    /** A message of some length and one more. */
    private static byte[] message(int length, int more) {
        byte[] out = new byte[2 + length + 2 + more];
        out[1] = (byte) length;
        out[2] = 9;
        out[2 + length + 1] = (byte) more;
        return out;
    }
}
