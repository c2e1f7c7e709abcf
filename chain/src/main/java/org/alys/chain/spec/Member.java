package org.alys.chain.spec;

import java.util.Optional;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;

/**
 * One member of the federation, with its three separate identities.
 *
 * @param blsKey signs proposals and votes
 * @param possession proof that the member holds the secret of {@code blsKey}; without it a key made to cancel the others
 *     could forge certificates
 * @param bitcoinKey 33-byte compressed secp256k1 key that signs for the federation's bitcoin
 * @param feeAddress receives the member's share of the fees
 * @param peerId where it is found on the network, if known
 */
public record Member(
        BlsPublicKey blsKey,
        BlsSignature possession,
        Bytes bitcoinKey,
        EvmAddress feeAddress,
        Optional<String> peerId) {}
