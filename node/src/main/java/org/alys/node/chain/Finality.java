package org.alys.node.chain;

import java.util.List;
import org.alys.chain.consensus.Candidate;
import org.alys.chain.vote.Certificate;

/** A federation-final block and the certificate, its own or of a block after it, that makes it so; not yet carried into the database. */
record Finality(Certificate certificate, List<Candidate> blocks) {
    Candidate head() {
        return blocks.getLast();
    }
}
