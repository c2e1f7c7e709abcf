package org.alys.evm.execution.world;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.alys.evm.state.Account;
import org.alys.primitives.EvmAddress;
import org.jspecify.annotations.Nullable;

/** The accounts that were looked at, by address: a hash table that takes an address as limbs off the stack. */
final class AccountTable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Addresses can be chosen: what they collide with must not be foreseeable. */
    private final long seed = System.identityHashCode(this) * 0x9e3779b97f4a7c15L;

    private final Function<EvmAddress, Optional<Account>> load;
    private final List<JournaledAccount> all = new ArrayList<>();
    private @Nullable JournaledAccount[] buckets = new JournaledAccount[64];
    private long[] limbs = new long[64 * 3];

    /** Accounts that {@code load} reads from the state under the block. */
    AccountTable(Function<EvmAddress, Optional<Account>> load) {
        this.load = load;
    }

    List<JournaledAccount> all() {
        return all;
    }

    JournaledAccount get(EvmAddress address) {
        byte[] bytes = address.toArray();
        return get((long) LONG.get(bytes, 12), (long) LONG.get(bytes, 4), (int) INT.get(bytes, 0));
    }

    /** The account whose address is the 160 bits {@code a2, a1, a0}; of {@code a2} the low 32 bits count. */
    JournaledAccount get(long a0, long a1, long a2) {
        long high = a2 & 0xffff_ffffL;
        int bucket = find(a0, a1, high);
        JournaledAccount known = buckets[bucket];
        return known != null ? known : add(a0, a1, high);
    }

    private int find(long a0, long a1, long a2) {
        int mask = buckets.length - 1;
        int bucket = hash(a0, a1, a2) & mask;
        while (buckets[bucket] != null
                && (limbs[3 * bucket] != a0 || limbs[3 * bucket + 1] != a1 || limbs[3 * bucket + 2] != a2)) {
            bucket = (bucket + 1) & mask;
        }
        return bucket;
    }

    private JournaledAccount add(long a0, long a1, long a2) {
        if (2 * (all.size() + 1) > buckets.length) {
            grow();
        }
        byte[] bytes = new byte[EvmAddress.SIZE];
        INT.set(bytes, 0, (int) a2);
        LONG.set(bytes, 4, a1);
        LONG.set(bytes, 12, a0);
        EvmAddress address = EvmAddress.of(bytes);
        JournaledAccount account = new JournaledAccount(address, a0, a1, a2, load.apply(address));
        all.add(account);
        place(account, a0, a1, a2);
        return account;
    }

    private void place(JournaledAccount account, long a0, long a1, long a2) {
        int bucket = find(a0, a1, a2);
        buckets[bucket] = account;
        limbs[3 * bucket] = a0;
        limbs[3 * bucket + 1] = a1;
        limbs[3 * bucket + 2] = a2;
    }

    private void grow() {
        @Nullable JournaledAccount[] oldBuckets = buckets;
        long[] oldLimbs = limbs;
        buckets = new JournaledAccount[2 * oldBuckets.length];
        limbs = new long[2 * oldLimbs.length];
        for (int i = 0; i < oldBuckets.length; i++) {
            JournaledAccount account = oldBuckets[i];
            if (account != null) {
                place(account, oldLimbs[3 * i], oldLimbs[3 * i + 1], oldLimbs[3 * i + 2]);
            }
        }
    }

    private int hash(long a0, long a1, long a2) {
        long mixed = (a0 ^ seed) * 0x9e3779b97f4a7c15L;
        mixed = (Long.rotateLeft(mixed, 29) ^ a1) * 0xbf58476d1ce4e5b9L;
        mixed = (Long.rotateLeft(mixed, 29) ^ a2) * 0x94d049bb133111ebL;
        return (int) (mixed >>> 32);
    }
}
