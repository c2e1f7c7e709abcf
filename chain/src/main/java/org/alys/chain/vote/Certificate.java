package org.alys.chain.vote;

import org.alys.chain.bls.BlsSignature;

/** The votes of {@code signers} for one ballot, their signatures added up. Holding one says nothing about its validity. */
public record Certificate(Ballot ballot, MemberSet signers, BlsSignature aggregate) {}
