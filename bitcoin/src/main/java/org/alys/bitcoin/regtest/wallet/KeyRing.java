package org.alys.bitcoin.regtest.wallet;

import fr.acinq.bitcoin.DeterministicWallet;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** The keys of one wallet, derived from its seed (BIP 32, 44, 49, 84, 86), and the addresses given out. */
final class KeyRing {
    private final DeterministicWallet.ExtendedPrivateKey master;
    private final Map<Bytes, WalletAddress> addresses = new LinkedHashMap<>();
    private final Map<Bytes, SpendKey> keys = new HashMap<>();
    private final Map<AddressType, Integer> nextReceive = new EnumMap<>(AddressType.class);
    private final Map<AddressType, Integer> nextChange = new EnumMap<>(AddressType.class);
    private final Map<AddressType, DeterministicWallet.ExtendedPrivateKey> accounts = new EnumMap<>(AddressType.class);

    KeyRing(Bytes32 seed) {
        master = DeterministicWallet.generate(seed.toArray());
    }

    /** The address that comes next. */
    WalletAddress next(AddressType type, boolean change, String label) {
        int index = (change ? nextChange : nextReceive).getOrDefault(type, 0);
        return add(type, change, index, label);
    }

    /** Notes that the address was given out. */
    WalletAddress add(AddressType type, boolean change, int index, String label) {
        String path = "m/" + type.purpose() + "h/1h/0h/" + (change ? 1 : 0) + "/" + index;
        SpendKey key = new SpendKey(accounts.computeIfAbsent(type, this::account)
                .derivePrivateKey(change ? 1L : 0L)
                .derivePrivateKey((long) index)
                .getPrivateKey());
        Bytes script = key.script(type);
        WalletAddress address = new WalletAddress(type, change, index, label, script, path);
        addresses.put(script, address);
        keys.put(script, key);
        (change ? nextChange : nextReceive).merge(type, index + 1, Math::max);
        return address;
    }

    private DeterministicWallet.ExtendedPrivateKey account(AddressType type) {
        return master.derivePrivateKey(DeterministicWallet.hardened(type.purpose()))
                .derivePrivateKey(DeterministicWallet.hardened(1))
                .derivePrivateKey(DeterministicWallet.hardened(0));
    }

    Optional<WalletAddress> address(Bytes script) {
        return Optional.ofNullable(addresses.get(script));
    }

    Optional<SpendKey> key(Bytes script) {
        return Optional.ofNullable(keys.get(script));
    }

    boolean owns(Bytes script) {
        return addresses.containsKey(script);
    }

    Collection<WalletAddress> addresses() {
        return Collections.unmodifiableCollection(addresses.values());
    }
}
