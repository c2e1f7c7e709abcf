package org.alys.node.http;

import org.alys.primitives.Bytes32;

/**
 * What {@code createauxblock} prints. Hashes are in the byte order in which they are printed.
 *
 * @param coinbaseValueSats what the miner earns on this chain, in satoshis; 0 when only later known
 * @param bits the target in Bitcoin's compact form, unsigned
 * @param target the same target as a big-endian number
 */
public record AuxBlockTemplate(
        Bytes32 hash,
        int chainId,
        Bytes32 previousBlockHash,
        long coinbaseValueSats,
        int bits,
        long height,
        Bytes32 target) {}
