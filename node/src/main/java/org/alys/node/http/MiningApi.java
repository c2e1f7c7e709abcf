package org.alys.node.http;

import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** What miners and pools ask of the node. Called from many threads at once; a call may block. */
public interface MiningApi {
    /** The candidate to mine on whose fee share goes to {@code payTo}. */
    CreateAuxBlock createAuxBlock(EvmAddress payTo);

    /**
     * A proof for the candidate whose hash {@code createAuxBlock} gave out.
     *
     * @param printedHash in the byte order in which it was printed
     * @param auxPow Namecoin's wire form, not yet decoded
     */
    SubmitAuxBlock submitAuxBlock(Bytes32 printedHash, byte[] auxPow);

    /** Who is paid when {@code getauxblock} names nobody. */
    Optional<EvmAddress> payoutAddress();

    /** The latest submissions, newest first; a bounded number. */
    List<AuxPowSubmission> recentSubmissions();
}
