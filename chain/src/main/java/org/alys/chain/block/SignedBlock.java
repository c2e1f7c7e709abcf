package org.alys.chain.block;

import org.alys.chain.bls.BlsSignature;

/** A block and its proposer's signature. Holding one says nothing about its validity. */
public record SignedBlock(Block block, BlsSignature signature) {}
