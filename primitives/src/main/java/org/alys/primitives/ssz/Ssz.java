package org.alys.primitives.ssz;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/** The types that consensus objects are composed of. Containers are made with {@link SszContainer}. */
public final class Ssz {
    /** 0 to 255. */
    public static final SszType<Integer> UINT8 = new UintType(8).map(Math::toIntExact, Integer::longValue);

    /** 0 to 65 535. */
    public static final SszType<Integer> UINT16 = new UintType(16).map(Math::toIntExact, Integer::longValue);

    /** 0 to 2^32 - 1. */
    public static final SszType<Long> UINT32 = new UintType(32);

    /** 0 to 2^64 - 1; values from 2^63 on are negative longs. */
    public static final SszType<Long> UINT64 = new UintType(64);

    public static final SszType<BigInteger> UINT256 = new Uint256Type();

    /** A vector of 32 bytes. */
    public static final SszType<Bytes32> BYTES32 = new Bytes32Type();

    /** A vector of 20 bytes. */
    public static final SszType<EvmAddress> EVM_ADDRESS =
            bytes(EvmAddress.SIZE).map(b -> EvmAddress.of(b.toArray()), address -> Bytes.of(address.toArray()));

    /** A uint256. */
    public static final SszType<Wei> WEI = UINT256.map(Wei::new, Wei::value);

    /** A uint64 that is at most all bitcoin there will ever be. */
    public static final SszType<Sats> SATS = UINT64.map(Sats::new, Sats::value);

    private Ssz() {}

    /** A vector of exactly {@code length} bytes. */
    public static SszType<Bytes> bytes(int length) {
        return new ByteVectorType(length);
    }

    /** A list of at most {@code limit} bytes. */
    public static SszType<Bytes> byteList(int limit) {
        return new ByteListType(limit);
    }

    /** A list of at most {@code limit} elements. */
    public static <T> SszType<List<T>> list(SszType<T> element, long limit) {
        return new ListType<>(element, limit);
    }

    /** A list of at most one element. */
    public static <T> SszType<Optional<T>> optional(SszType<T> element) {
        return list(element, 1)
                .map(
                        values -> values.stream().findFirst(),
                        value -> value.stream().toList());
    }
}
