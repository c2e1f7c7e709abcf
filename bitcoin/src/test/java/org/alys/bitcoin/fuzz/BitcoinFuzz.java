package org.alys.bitcoin.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.alys.bitcoin.auxpow.AuxPowTargets;
import org.alys.bitcoin.regtest.server.ProofTargets;
import org.alys.bitcoin.taproot.AddressTargets;
import org.alys.bitcoin.tx.TransactionTargets;
import org.alys.fuzzing.FuzzGroup;

/** Blocks, transactions, merged-mining proofs, Merkle proofs, scripts and addresses. */
final class BitcoinFuzz {
    static final FuzzGroup GROUP = new FuzzGroup(
            BitcoinFuzz.class,
            Stream.of(TransactionTargets.ALL, AuxPowTargets.ALL, ProofTargets.ALL, AddressTargets.ALL)
                    .flatMap(List::stream)
                    .toList());

    private BitcoinFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }
}
