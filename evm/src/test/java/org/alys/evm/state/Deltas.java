package org.alys.evm.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** Random deltas over few accounts and slots, so that they meet. */
final class Deltas {
    static final int ACCOUNTS = 12;
    static final int SLOTS = 6;

    private Deltas() {}

    static EvmAddress address(int index) {
        byte[] bytes = new byte[EvmAddress.SIZE];
        bytes[0] = (byte) (index >> 16);
        bytes[1] = (byte) (index >> 8);
        bytes[EvmAddress.SIZE - 1] = (byte) index;
        return EvmAddress.of(bytes);
    }

    static StateDelta random(Random random) {
        Map<EvmAddress, AccountChange> accounts = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            accounts.put(address(random.nextInt(ACCOUNTS)), change(random, code));
        }
        return new StateDelta(accounts, code);
    }

    private static AccountChange change(Random random, Map<Bytes32, Bytes> code) {
        if (random.nextInt(5) == 0) {
            return new AccountChange(Optional.empty(), true, Map.of());
        }
        Bytes32 codeHash = Account.NO_CODE;
        if (random.nextInt(3) == 0) {
            Bytes bytes = Bytes.of(new byte[] {(byte) random.nextInt(), 1});
            codeHash = Bytes32.of(Hashes.keccak256(bytes.toArray()));
            code.put(codeHash, bytes);
        }
        Map<UInt256, UInt256> storage = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            storage.put(UInt256.of(random.nextInt(SLOTS)), UInt256.of(random.nextInt(4)));
        }
        Account account = new Account(random.nextInt(3), UInt256.of(random.nextInt(1000)), codeHash);
        return new AccountChange(Optional.of(account), random.nextInt(8) == 0, storage);
    }
}
