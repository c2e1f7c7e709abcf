package org.alys.evm.state;

import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * What {@code eth_getProof} answers (EIP-1186).
 *
 * @param stateRoot the root that the account proof leads to
 * @param account empty when there is none, which the proof shows
 * @param storageRoot that of the empty trie when there is no account
 * @param accountProof trie nodes from the root down
 */
public record StateProof(
        EvmAddress address,
        Bytes32 stateRoot,
        Optional<Account> account,
        Bytes32 storageRoot,
        List<Bytes> accountProof,
        List<SlotProof> slots) {
    public StateProof {
        accountProof = List.copyOf(accountProof);
        slots = List.copyOf(slots);
    }

    /** One slot; zero when nothing is stored, which the proof shows. No nodes when there is no storage at all. */
    public record SlotProof(UInt256 slot, UInt256 value, List<Bytes> proof) {
        public SlotProof {
            proof = List.copyOf(proof);
        }
    }
}
