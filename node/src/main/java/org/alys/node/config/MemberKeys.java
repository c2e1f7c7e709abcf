package org.alys.node.config;

import org.alys.chain.bls.BlsSecretKey;

/**
 * The secrets of one federation member.
 *
 * @param index its place in the chain spec's federation, from 0
 */
public record MemberKeys(int index, BlsSecretKey bls, Secp256k1Secret bitcoin) {}
