package org.alys.evm.state;

import java.util.Optional;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** A state with some changes on top: the middle of a block, or what somebody imagines. */
public record DeltaView(StateView base, StateDelta delta) implements StateView {
    private Optional<AccountChange> change(EvmAddress address) {
        return Optional.ofNullable(delta.accounts().get(address));
    }

    @Override
    public Optional<Account> account(EvmAddress address) {
        return change(address).map(AccountChange::after).orElseGet(() -> base.account(address));
    }

    @Override
    public UInt256 storage(EvmAddress address, UInt256 slot) {
        Optional<AccountChange> change = change(address);
        Optional<UInt256> changed =
                change.flatMap(known -> Optional.ofNullable(known.storage().get(slot)));
        boolean cleared = change.filter(
                        known -> known.storageCleared() || known.after().isEmpty())
                .isPresent();
        return changed.orElseGet(() -> cleared ? UInt256.ZERO : base.storage(address, slot));
    }

    @Override
    public Bytes code(Bytes32 codeHash) {
        Bytes fresh = delta.code().get(codeHash);
        return fresh == null ? base.code(codeHash) : fresh;
    }

    @Override
    public boolean hasStorage(EvmAddress address) {
        Optional<AccountChange> change = change(address);
        if (change.isEmpty()) {
            return base.hasStorage(address);
        }
        boolean written = change.get().storage().values().stream().anyMatch(value -> !value.isZero());
        return written || (!change.get().storageCleared() && base.hasStorage(address));
    }
}
