/**
 * The Noise secure channel of libp2p: {@code Noise_XX_25519_ChaChaPoly_SHA256} with the identity key signed into the handshake. ChaCha20
 * and Poly1305 are the JDK's (compiled to vector instructions), X25519 is Bouncy Castle's. Nothing but {@code NoiseChannel} is public.
 */
@NullMarked
package org.alys.p2p.noise;

import org.jspecify.annotations.NullMarked;
