package org.alys.evm.state;

import org.alys.evm.trie.TrieProof;
import org.alys.evm.trie.TrieProof.Verdict;
import org.alys.primitives.Bytes;

/** Checks a proof as its receiver would. */
final class StateProofs {
    private StateProofs() {}

    static boolean verifies(StateProof proof) {
        Verdict expected = proof.account()
                .<Verdict>map(account -> present(AccountCodec.encode(account, proof.storageRoot())))
                .orElse(new Verdict.Absent());
        Verdict account = TrieProof.verify(proof.stateRoot(), StateKeys.hash(proof.address()), proof.accountProof());
        return account.equals(expected) && proof.slots().stream().allMatch(slot -> verifies(proof, slot));
    }

    private static boolean verifies(StateProof proof, StateProof.SlotProof slot) {
        Verdict expected = slot.value().isZero() ? new Verdict.Absent() : present(StateKeys.trieValue(slot.value()));
        return TrieProof.verify(proof.storageRoot(), StateKeys.hash(slot.slot()), slot.proof())
                .equals(expected);
    }

    private static Verdict present(byte[] value) {
        return new Verdict.Present(Bytes.of(value));
    }
}
