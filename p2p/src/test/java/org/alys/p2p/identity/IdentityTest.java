package org.alys.p2p.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;

class IdentityTest {
    /** Examples of the libp2p document on peer ids. */
    private static final String SECP256K1_SECRET =
            "0802122053DADF1D5A164D6B4ACDB15E24AA4C5B1D3461BDBD42ABEDB0A4404D56CED8FB";

    private static final String SECP256K1_PUBLIC =
            "08021221037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99";

    private static final String SHA256_ID = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
    private static final String SHA256_CID = "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe";
    private static final String ED25519_ID = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

    private final NodeKey ed25519 = NodeKey.ed25519(Hashes.sha256(new byte[] {1}));
    private final NodeKey secp256k1 = NodeKey.secp256k1(Hashes.sha256(new byte[] {2}));

    @Example
    void derivesThePublicKeyOfTheDocument() throws WireException {
        NodeKey key = NodeKey.decode(Hex.decode(SECP256K1_SECRET));
        assertThat(Hex.encode(key.publicKey().encode())).isEqualTo(SECP256K1_PUBLIC);
        assertThat(Hex.encode(key.encode())).isEqualToIgnoringCase(SECP256K1_SECRET);
    }

    @Example
    void readsBothTextFormsOfAPeerId() {
        assertThat(PeerId.parse(SHA256_ID).toString()).isEqualTo(SHA256_ID);
        assertThat(PeerId.parse(SHA256_CID)).isEqualTo(PeerId.parse(SHA256_ID));
        assertThat(PeerId.parse(SHA256_ID).toCid()).isEqualTo(SHA256_CID);
        assertThat(PeerId.parse(ED25519_ID).toString()).isEqualTo(ED25519_ID);
    }

    @Example
    void findsTheKeyInAnIdThatCarriesIt() throws WireException {
        assertThat(PeerId.parse(ED25519_ID).inlineKey()).map(PublicKey::peerId).contains(PeerId.parse(ED25519_ID));
        assertThat(PeerId.parse(SHA256_ID).inlineKey()).isEmpty();
    }

    @Example
    void readsAStoredEd25519Key() throws WireException {
        assertThat(NodeKey.decode(ed25519.encode()).peerId()).isEqualTo(ed25519.peerId());
    }

    @Example
    void keepsTheSecretOutOfItsText() {
        assertThat(ed25519.toString() + secp256k1)
                .doesNotContain(Hex.encode(Hashes.sha256(new byte[] {1})))
                .doesNotContain(Hex.encode(Hashes.sha256(new byte[] {2})));
    }

    @Property(tries = 40)
    void verifiesWhatItSignedAndNothingElse(@ForAll @Size(max = 100) byte[] message, @ForAll Random random) {
        for (NodeKey key : List.of(ed25519, secp256k1)) {
            byte[] signature = key.sign(message);
            assertThat(key.publicKey().verify(message, signature)).isTrue();
            signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(key.publicKey().verify(message, signature)).isFalse();
        }
    }

    @Property(tries = 500)
    void takesGarbageForNoSignature(@ForAll @Size(max = 80) byte[] garbage) {
        assertThat(secp256k1.publicKey().verify(new byte[1], garbage)).isFalse();
        assertThat(ed25519.publicKey().verify(new byte[1], garbage)).isFalse();
    }

    @Example
    void readsAndWritesAddresses() throws WireException {
        for (String text : List.of(
                "/ip4/127.0.0.1/tcp/9000",
                "/ip6/2001:db8:0:0:0:0:0:1/tcp/1",
                "/dns4/example.org/tcp/443/wss/p2p/" + ED25519_ID,
                "/ip4/1.2.3.4/udp/4001/quic-v1",
                "/ip4/1.2.3.4/tcp/1/p2p/" + ED25519_ID + "/p2p-circuit")) {
            Multiaddr address = Multiaddr.parse(text);
            assertThat(address.toString()).isEqualTo(text);
            assertThat(Multiaddr.decode(address.encode())).isEqualTo(address);
        }
    }

    @Example
    void dialsOnlyPlainTcp() {
        assertThat(Multiaddr.parse("/ip4/127.0.0.1/tcp/9000/p2p/" + ED25519_ID).tcpEndpoint())
                .isPresent();
        assertThat(Multiaddr.parse("/ip4/127.0.0.1/tcp/443/wss").tcpEndpoint()).isEmpty();
        assertThat(Multiaddr.parse("/ip4/127.0.0.1/udp/1/quic-v1").tcpEndpoint())
                .isEmpty();
    }

    @Example
    void refusesTextThatIsNoAddress() {
        for (String text :
                List.of("", "ip4", "/ip4", "/ip4/1.2.3", "/tcp/70000", "/tcp/-1", "/what/1", "/dns/a b/tcp/1")) {
            assertThatThrownBy(() -> Multiaddr.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 1000)
    void readsGarbageAsAnAddressOrRefusesIt(@ForAll @Size(max = 60) byte[] garbage) {
        try {
            Multiaddr address = Multiaddr.decode(garbage);
            assertThat(Multiaddr.parse("/ip4/1.1.1.1/tcp/1").equals(address)).isFalse();
            assertThat(address.toString()).isNotNull();
        } catch (WireException e) {
            assertThat(e).hasMessageMatching(".+");
        }
    }

    @Example
    void opensARecordThatItsPeerSigned() throws WireException {
        PeerRecord record = new PeerRecord(ed25519.peerId(), 7, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/9000")));
        assertThat(PeerRecord.open(record.seal(ed25519).encode())).isEqualTo(record);
    }

    @Example
    void refusesARecordThatSomeoneElseSigned() {
        PeerRecord record = new PeerRecord(ed25519.peerId(), 7, List.of());
        SignedEnvelope mine = record.seal(ed25519);
        SignedEnvelope stolen =
                new SignedEnvelope(secp256k1.publicKey(), mine.payloadType(), mine.payload(), mine.signature());
        assertThatThrownBy(() -> PeerRecord.open(stolen.encode())).isInstanceOf(WireException.class);
        SignedEnvelope resealed =
                SignedEnvelope.seal(secp256k1, "libp2p-peer-record", mine.payloadType(), mine.payload());
        assertThatThrownBy(() -> PeerRecord.open(resealed.encode()))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("another peer");
    }

    @Example
    void bindsAnEnvelopeToItsPurpose() {
        SignedEnvelope sealed = SignedEnvelope.seal(ed25519, "one", Bytes.EMPTY, Bytes.EMPTY);
        assertThatThrownBy(() -> SignedEnvelope.open(sealed.encode(), "other")).isInstanceOf(WireException.class);
    }
}
