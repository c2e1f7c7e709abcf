package org.alys.chain.vote;

import org.alys.chain.bls.BlsSignature;

/**
 * One member's signed ballot.
 *
 * @param member index in the federation, from 0
 */
public record Vote(Ballot ballot, int member, BlsSignature signature) {}
