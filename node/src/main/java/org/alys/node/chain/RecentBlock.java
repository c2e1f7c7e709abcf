package org.alys.node.chain;

import java.util.Optional;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Certificate;

/** A block that is still in memory. */
public record RecentBlock(SignedBlock signed, Optional<Certificate> certificate, boolean federationFinal) {}
