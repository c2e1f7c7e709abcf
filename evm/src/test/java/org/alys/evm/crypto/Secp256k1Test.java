package org.alys.evm.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class Secp256k1Test {
    private static final Bytes32 HASH = Bytes32.fromHex("11".repeat(32));
    /** The secret key of the example in EIP-155. */
    private static final Bytes32 KEY = Bytes32.fromHex("46".repeat(32));

    private static final EvmAddress SENDER = EvmAddress.fromHex("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f");

    @Test
    void findsAddressOfSecretKey() {
        assertThat(Secp256k1.addressOf(Secp256k1.publicKey(KEY))).isEqualTo(SENDER);
    }

    @Test
    void signsAsTheExampleOfEip155() {
        Bytes32 hash = Bytes32.fromHex("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        assertThat(Secp256k1.sign(hash, KEY))
                .isEqualTo(new Secp256k1.Signature(
                        UInt256.fromHex("28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"),
                        UInt256.fromHex("67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"),
                        0));
    }

    @Property(tries = 100)
    void recoversTheSigner(@ForAll @Size(32) byte[] hash) {
        Secp256k1.Signature signature = Secp256k1.sign(Bytes32.of(hash), KEY);
        assertThat(Secp256k1.recoverAddress(Bytes32.of(hash), signature.r(), signature.s(), signature.yParity()))
                .contains(SENDER);
        assertThat(signature.s()).isLessThanOrEqualTo(Secp256k1.HALF_ORDER);
    }

    @Property(tries = 50)
    void recoversTheSignerFromTheHighTwin(@ForAll @Size(32) byte[] hash) {
        Secp256k1.Signature signature = Secp256k1.sign(Bytes32.of(hash), KEY);
        UInt256 high = Secp256k1.ORDER.minus(signature.s());
        assertThat(Secp256k1.recoverAddress(Bytes32.of(hash), signature.r(), high, 1 - signature.yParity()))
                .contains(SENDER);
    }

    @Test
    void refusesScalarsOutOfRange() {
        assertThat(Secp256k1.recoverPublicKey(HASH, UInt256.ZERO, UInt256.ONE, 0))
                .isEmpty();
        assertThat(Secp256k1.recoverPublicKey(HASH, UInt256.ONE, UInt256.ZERO, 0))
                .isEmpty();
        assertThat(Secp256k1.recoverPublicKey(HASH, Secp256k1.ORDER, UInt256.ONE, 0))
                .isEmpty();
        assertThat(Secp256k1.recoverPublicKey(HASH, UInt256.ONE, Secp256k1.ORDER, 0))
                .isEmpty();
    }

    @Test
    void refusesParityThatIsNoBit() {
        assertThat(Secp256k1.recoverPublicKey(HASH, UInt256.ONE, UInt256.ONE, 2))
                .isEmpty();
        assertThat(Secp256k1.recoverPublicKey(HASH, UInt256.ONE, UInt256.ONE, -1))
                .isEmpty();
    }

    @Test
    void refusesNumberThatIsNoCoordinate() {
        assertThat(Secp256k1.recoverPublicKey(HASH, UInt256.of(5), UInt256.ONE, 0))
                .isEmpty();
    }

    @Test
    void refusesSecretKeyOutOfRange() {
        assertThatThrownBy(() -> Secp256k1.publicKey(Bytes32.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secp256k1.sign(HASH, Secp256k1.ORDER.toBytes32()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
