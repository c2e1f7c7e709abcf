package org.alys.p2p.identity;

import java.util.Arrays;
import java.util.Optional;
import org.alys.p2p.wire.Base32;
import org.alys.p2p.wire.Base58;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/**
 * A peer's name: the multihash of its public key (libp2p peer-ids). Keys of up to 42 bytes are in it as they are.
 *
 * @param multihash identity or SHA-256 multihash
 */
public record PeerId(Bytes multihash) implements Comparable<PeerId> {
    /** Bytes of the longest multihash accepted. */
    public static final int MAX_LENGTH = 2 + PeerId.MAX_INLINE;

    private static final int MAX_INLINE = 42;
    private static final int IDENTITY = 0x00;
    private static final int SHA_256 = 0x12;
    private static final byte[] CID_PREFIX = {0x01, 0x72};
    private static final int MAX_TEXT = 80;

    public PeerId {
        if (!isMultihash(multihash)) {
            throw new IllegalArgumentException("not the multihash of a public key: " + multihash);
        }
    }

    static PeerId of(PublicKey key) {
        byte[] encoded = key.encode();
        return encoded.length <= MAX_INLINE
                ? new PeerId(multihash(IDENTITY, encoded))
                : new PeerId(multihash(SHA_256, Hashes.sha256(encoded)));
    }

    /** The id from its bytes. */
    public static PeerId decode(Bytes multihash) throws WireException {
        if (!isMultihash(multihash)) {
            throw new WireException("peer id is not the multihash of a public key");
        }
        return new PeerId(multihash);
    }

    /**
     * Reads both text forms: base58btc ({@code 12D3...}, {@code Qm...}) and a CID in base32 ({@code bafz...}).
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static PeerId parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("peer id of " + text.length() + " characters");
        }
        if (!text.startsWith("b")) {
            return new PeerId(Bytes.of(Base58.decode(text)));
        }
        byte[] cid = Base32.decode(text.substring(1));
        if (cid.length < 2 || cid[0] != CID_PREFIX[0] || cid[1] != CID_PREFIX[1]) {
            throw new IllegalArgumentException("not the CID of a libp2p key: " + text);
        }
        return new PeerId(Bytes.of(Arrays.copyOfRange(cid, CID_PREFIX.length, cid.length)));
    }

    /** The key, when the id carries it whole. */
    public Optional<PublicKey> inlineKey() throws WireException {
        return multihash.get(0) == IDENTITY
                ? Optional.of(PublicKey.decode(Arrays.copyOfRange(multihash.toArray(), 2, multihash.size())))
                : Optional.empty();
    }

    /** The newer text form, a CID in base32. */
    public String toCid() {
        byte[] cid = Arrays.copyOf(CID_PREFIX, CID_PREFIX.length + multihash.size());
        multihash.copyTo(cid, CID_PREFIX.length);
        return "b" + Base32.encode(cid);
    }

    /** The base58btc form. */
    @Override
    public String toString() {
        return Base58.encode(multihash.toArray());
    }

    @Override
    public int compareTo(PeerId other) {
        return Arrays.compareUnsigned(multihash.toArray(), other.multihash.toArray());
    }

    private static boolean isMultihash(Bytes bytes) {
        return bytes.size() > 2
                && bytes.get(1) == bytes.size() - 2
                && ((bytes.get(0) == IDENTITY && bytes.size() - 2 <= MAX_INLINE)
                        || (bytes.get(0) == SHA_256 && bytes.size() - 2 == 32));
    }

    private static Bytes multihash(int code, byte[] digest) {
        byte[] out = new byte[digest.length + 2];
        out[0] = (byte) code;
        out[1] = (byte) digest.length;
        System.arraycopy(digest, 0, out, 2, digest.length);
        return Bytes.of(out);
    }
}
