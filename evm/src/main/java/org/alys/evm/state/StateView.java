package org.alys.evm.state;

import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** The state as it is after one block; it never changes. May be read from several threads. */
public interface StateView {

    /** Empty when there is no such account. */
    Optional<Account> account(EvmAddress address);

    /** The content of a storage slot; zero when nothing was ever written, or there is no such account. */
    UInt256 storage(EvmAddress address, UInt256 slot);

    /** The code whose Keccak-256 is {@code codeHash}; empty bytes for {@link Account#NO_CODE}. */
    Bytes code(Bytes32 codeHash);

    /** Whether the account has any storage that is not zero (EIP-7610). */
    boolean hasStorage(EvmAddress address);
}
