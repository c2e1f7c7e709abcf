package org.alys.node.sync;

import java.util.List;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerRef;

/** What a {@link Download} wants done, in the order in which it says so. */
sealed interface DownloadEffect {
    /** Ask a peer for final blocks; the answer is told as {@link DownloadEvent.Answered} or {@link DownloadEvent.Unanswered}. */
    record Ask(long ask, PeerRef peer, long from, int count) implements DownloadEffect {}

    /** Check the answer to a request for {@code count} blocks from this height on. */
    record Check(long ask, long from, int count, BlockRange answer) implements DownloadEffect {}

    /** Hand blocks to the chain, which is told them in order and each once; the last of them is final by {@code finality}. */
    record Import(List<CertifiedBlock> blocks, List<Certificate> finality) implements DownloadEffect {}

    record Report(PeerRef peer, Misconduct misconduct, String why) implements DownloadEffect {}

    /** Certificates prove a chain that does not contain our final block: more members lie than are tolerated. */
    record Contradiction(String facts) implements DownloadEffect {}
}
