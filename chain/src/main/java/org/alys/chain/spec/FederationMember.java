package org.alys.chain.spec;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * One member as the chain spec names it; its keys are of the right size and not checked yet.
 *
 * @param blsPublicKey for blocks and votes, 48 bytes compressed
 * @param bitcoinPublicKey for the federation address, 33 bytes compressed
 * @param feeAddress where the member's share of the fees goes
 * @param proofOfPossession by the BLS key, of itself
 * @param peerId the libp2p identity the member connects with, in text form
 */
public record FederationMember(
        Bytes blsPublicKey,
        Bytes bitcoinPublicKey,
        EvmAddress feeAddress,
        BlsSignature proofOfPossession,
        Optional<String> peerId) {
    /** A compressed point of secp256k1. */
    public static final int BITCOIN_KEY_SIZE = 33;

    static final int MAX_PEER_ID_BYTES = 128;

    static final SszType<FederationMember> SCHEMA = schema();

    public FederationMember {
        if (blsPublicKey.size() != BlsPublicKey.SIZE || bitcoinPublicKey.size() != BITCOIN_KEY_SIZE) {
            throw new IllegalArgumentException("a BLS key has " + BlsPublicKey.SIZE + " bytes and a Bitcoin key "
                    + BITCOIN_KEY_SIZE + ", got " + blsPublicKey.size() + " and " + bitcoinPublicKey.size());
        }
    }

    private static SszType<FederationMember> schema() {
        SszType<String> text = Ssz.byteList(MAX_PEER_ID_BYTES)
                .map(
                        bytes -> new String(bytes.toArray(), StandardCharsets.UTF_8),
                        string -> Bytes.of(string.getBytes(StandardCharsets.UTF_8)));
        var member = new SszContainer<FederationMember>("FederationMember");
        var bls = member.field("blsPublicKey", Ssz.bytes(BlsPublicKey.SIZE), FederationMember::blsPublicKey);
        var bitcoin = member.field("bitcoinPublicKey", Ssz.bytes(BITCOIN_KEY_SIZE), FederationMember::bitcoinPublicKey);
        var address = member.field("feeAddress", Ssz.EVM_ADDRESS, FederationMember::feeAddress);
        var proof = member.field("proofOfPossession", BlsSignature.SCHEMA, FederationMember::proofOfPossession);
        var peerId = member.field("peerId", Ssz.optional(text), FederationMember::peerId);
        return member.build(
                f -> new FederationMember(f.get(bls), f.get(bitcoin), f.get(address), f.get(proof), f.get(peerId)));
    }
}
