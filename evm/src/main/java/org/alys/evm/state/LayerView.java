package org.alys.evm.state;

import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** The state after one block of a {@link StateDatabase}. */
final class LayerView implements StateView {
    private final RawState raw;

    LayerView(RawState raw) {
        this.raw = raw;
    }

    /** The values of one state by hashed keys; empty arrays where there is nothing. */
    interface RawState {
        byte[] account(byte[] key);

        byte[] slot(byte[] key);

        Optional<byte[]> code(Bytes32 codeHash);
    }

    @Override
    public Optional<Account> account(EvmAddress address) {
        byte[] account = raw.account(StateKeys.hash(address));
        return account.length == 0
                ? Optional.empty()
                : Optional.of(AccountCodec.decode(account).account());
    }

    @Override
    public UInt256 storage(EvmAddress address, UInt256 slot) {
        return UInt256.fromBytes(raw.slot(StateKeys.concat(StateKeys.hash(address), StateKeys.hash(slot))));
    }

    @Override
    public Bytes code(Bytes32 codeHash) {
        return codeHash.equals(Account.NO_CODE)
                ? Bytes.EMPTY
                : raw.code(codeHash).map(Bytes::of).orElseThrow(() -> new MissingCodeException(codeHash));
    }

    @Override
    public boolean hasStorage(EvmAddress address) {
        byte[] account = raw.account(StateKeys.hash(address));
        return account.length > 0 && AccountCodec.decode(account).hasStorage();
    }
}
