package org.alys.bitcoin.regtest.wallet;

import fr.acinq.bitcoin.Base58;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** A secret key and the scripts that it alone can spend. Never printed. */
public final class SpendKey {
    private final PrivateKey secret;

    SpendKey(PrivateKey secret) {
        this.secret = secret;
    }

    /** The key that its wallet import format for test networks names; empty when the text is none. */
    public static Optional<SpendKey> ofImportFormat(String text) {
        try {
            return Optional.of(new SpendKey(
                    PrivateKey.fromBase58(text, Base58.Prefix.SecretKeyTestnet).getFirst()));
        } catch (RuntimeException _) {
            // the library has no other way to say that the text is not a key
            return Optional.empty();
        }
    }

    PrivateKey secret() {
        return secret;
    }

    /** 33 bytes. */
    public Bytes publicKey() {
        return Bytes.of(secret.publicKey().value.toByteArray());
    }

    private String keyHash() {
        return Bytes.of(Hashes.hash160(publicKey().toArray())).toHex();
    }

    /** The redeem script of its pay-to-script-hash output. */
    Bytes redeemScript() {
        return Bytes.fromHex("0014" + keyHash());
    }

    /** The script of an output of that type. */
    public Bytes script(AddressType type) {
        return switch (type) {
            case LEGACY -> Bytes.fromHex("76a914" + keyHash() + "88ac");
            case P2SH_SEGWIT ->
                Bytes.fromHex("a914"
                        + Bytes.of(Hashes.hash160(redeemScript().toArray())).toHex() + "87");
            case BECH32 -> redeemScript();
            case BECH32M ->
                Bytes.fromHex("5120"
                        + secret.xOnlyPublicKey()
                                .outputKey(Crypto.TaprootTweak.KeyPathTweak.INSTANCE)
                                .getFirst()
                                .value
                                .toHex());
        };
    }

    /** All its scripts. */
    public Map<AddressType, Bytes> scripts() {
        Map<AddressType, Bytes> scripts = new EnumMap<>(AddressType.class);
        for (AddressType type : AddressType.values()) {
            scripts.put(type, script(type));
        }
        return scripts;
    }

    @Override
    public String toString() {
        return "SpendKey[publicKey=" + publicKey() + "]";
    }
}
