package org.alys.p2p.noise;

import java.util.Arrays;
import org.alys.p2p.wire.WireException;

/**
 * The three messages of the XX pattern (Noise, section 7.5), written by {@code write} and read by {@code read} in turns. Each carries a
 * payload; the first travels in clear.
 */
final class XxHandshake {
    private static final String NAME = "Noise_XX_25519_ChaChaPoly_SHA256";

    private final SymmetricState state = new SymmetricState(NAME);
    private final boolean initiator;
    private final DhKey fixed;
    private final DhKey ephemeral;
    private byte[] remoteFixed = {};
    private byte[] remoteEphemeral = {};
    private int step;

    XxHandshake(boolean initiator, DhKey fixed, DhKey ephemeral, byte[] prologue) {
        this.initiator = initiator;
        this.fixed = fixed;
        this.ephemeral = ephemeral;
        state.mixHash(prologue);
    }

    /** The next message, which must be this side's. */
    byte[] write(byte[] payload) throws WireException {
        return switch (step++) {
            case 0 -> join(sendEphemeral(), state.encryptAndHash(payload));
            case 1 -> {
                byte[] e = sendEphemeral();
                state.mixKey(ephemeral.agree(remoteEphemeral));
                byte[] s = state.encryptAndHash(fixed.point());
                state.mixKey(fixed.agree(remoteEphemeral));
                yield join(e, s, state.encryptAndHash(payload));
            }
            case 2 -> {
                byte[] s = state.encryptAndHash(fixed.point());
                state.mixKey(fixed.agree(remoteEphemeral));
                yield join(s, state.encryptAndHash(payload));
            }
            default -> throw new IllegalStateException("the handshake is over");
        };
    }

    /** The payload of the next message, which must be the other side's. */
    byte[] read(byte[] message) throws WireException {
        int fixedLength = DhKey.LENGTH + CipherState.TAG_LENGTH;
        return switch (step++) {
            case 0 -> {
                receiveEphemeral(part(message, 0, DhKey.LENGTH));
                yield state.decryptAndHash(rest(message, DhKey.LENGTH));
            }
            case 1 -> {
                receiveEphemeral(part(message, 0, DhKey.LENGTH));
                state.mixKey(ephemeral.agree(remoteEphemeral));
                remoteFixed = state.decryptAndHash(part(message, DhKey.LENGTH, fixedLength));
                state.mixKey(ephemeral.agree(remoteFixed));
                yield state.decryptAndHash(rest(message, DhKey.LENGTH + fixedLength));
            }
            case 2 -> {
                remoteFixed = state.decryptAndHash(part(message, 0, fixedLength));
                state.mixKey(ephemeral.agree(remoteFixed));
                yield state.decryptAndHash(rest(message, fixedLength));
            }
            default -> throw new IllegalStateException("the handshake is over");
        };
    }

    /** The remote side's static key, after its message. */
    byte[] remoteFixed() {
        return remoteFixed.clone();
    }

    byte[] hash() {
        return state.hash();
    }

    /** The two ciphers of the channel. */
    Keys keys() {
        CipherState[] keys = state.split();
        return initiator ? new Keys(keys[0], keys[1]) : new Keys(keys[1], keys[0]);
    }

    /** What this side sends with, and what it receives with. */
    record Keys(CipherState sending, CipherState receiving) {}

    private byte[] sendEphemeral() {
        byte[] point = ephemeral.point();
        state.mixHash(point);
        return point;
    }

    private void receiveEphemeral(byte[] point) {
        remoteEphemeral = point;
        state.mixHash(point);
    }

    private static byte[] part(byte[] message, int from, int length) throws WireException {
        if (message.length < from + length) {
            throw new WireException("Noise handshake message is cut off");
        }
        return Arrays.copyOfRange(message, from, from + length);
    }

    private static byte[] rest(byte[] message, int from) {
        return Arrays.copyOfRange(message, from, message.length);
    }

    private static byte[] join(byte[]... parts) {
        byte[] out = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
