package org.alys.p2p.noise;

import java.security.SecureRandom;
import org.alys.p2p.wire.WireException;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** An X25519 key pair (RFC 7748). */
final class DhKey {
    static final int LENGTH = X25519.POINT_SIZE;

    private final byte[] secret;
    private final byte[] point = new byte[LENGTH];

    DhKey(byte[] secret) {
        this.secret = secret.clone();
        X25519.scalarMultBase(this.secret, 0, point, 0);
    }

    static DhKey generate(SecureRandom random) {
        byte[] secret = new byte[X25519.SCALAR_SIZE];
        X25519.generatePrivateKey(random, secret);
        return new DhKey(secret);
    }

    byte[] point() {
        return point.clone();
    }

    /** The shared secret; a point that would make it zero is refused. */
    byte[] agree(byte[] remotePoint) throws WireException {
        byte[] shared = new byte[LENGTH];
        if (!X25519.calculateAgreement(secret, 0, remotePoint, 0, shared, 0)) {
            throw new WireException("X25519 point of small order");
        }
        return shared;
    }
}
