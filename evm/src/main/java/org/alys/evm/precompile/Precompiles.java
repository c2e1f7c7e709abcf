package org.alys.evm.precompile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.bls12381.Bls12381;
import org.alys.evm.precompile.bls12381.Kzg;
import org.alys.evm.precompile.bn254.Bn254;
import org.alys.primitives.EvmAddress;

/** The precompiled contracts of a fork: those at 0x01, 0x02 and so on without a gap, and from Osaka on one at 0x100. */
public final class Precompiles {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private static final List<Precompile> ALL = List.of(
            new EcRecover(),
            new Sha256(),
            new Ripemd160(),
            new Identity(),
            new ModExp(ModExp.Rules.BERLIN),
            new Priced(_ -> 150, Bn254::add),
            new Priced(_ -> 6000, Bn254::multiply),
            new Priced(input -> 45_000 + 34_000L * (input.length / Bn254.PAIR_SIZE), Bn254::pairing),
            new Blake2F(),
            new Priced(_ -> 50_000, Kzg::evaluatePoint),
            new Priced(_ -> 375, Bls12381::addG1),
            new Priced(BlsPrices::sumOfG1, Bls12381::multiplyG1),
            new Priced(_ -> 600, Bls12381::addG2),
            new Priced(BlsPrices::sumOfG2, Bls12381::multiplyG2),
            new Priced(BlsPrices::pairing, Bls12381::pairing),
            new Priced(_ -> 5500, Bls12381::mapToG1),
            new Priced(_ -> 23_800, Bls12381::mapToG2));

    private static final Precompiles SHANGHAI = new Precompiles(first(0x09));
    private static final Precompiles CANCUN = new Precompiles(first(0x0a));
    private static final Precompiles PRAGUE = new Precompiles(first(0x11));
    private static final Precompiles OSAKA = new Precompiles(ofOsaka());

    /** From 1 on, empty where there is none. */
    private final List<Optional<Precompile>> byNumber;

    private final List<EvmAddress> addresses;
    private final Map<EvmAddress, Precompile> moved;

    private Precompiles(List<Optional<Precompile>> byNumber) {
        this(
                byNumber,
                IntStream.rangeClosed(1, byNumber.size())
                        .filter(number -> byNumber.get(number - 1).isPresent())
                        .mapToObj(Precompiles::address)
                        .toList(),
                Map.of());
    }

    private static List<Optional<Precompile>> first(int count) {
        return ALL.subList(0, count).stream().map(Optional::of).toList();
    }

    private static List<Optional<Precompile>> ofOsaka() {
        List<Optional<Precompile>> contracts = new ArrayList<>(first(0x11));
        contracts.set(0x05 - 1, Optional.of(new ModExp(ModExp.Rules.OSAKA)));
        contracts.addAll(Collections.nCopies(0x100 - contracts.size() - 1, Optional.empty()));
        contracts.add(Optional.of(new P256Verify()));
        return List.copyOf(contracts);
    }

    private Precompiles(
            List<Optional<Precompile>> byNumber, List<EvmAddress> addresses, Map<EvmAddress, Precompile> moved) {
        this.byNumber = byNumber;
        this.addresses = addresses;
        this.moved = moved;
    }

    public static Precompiles of(Fork fork) {
        return switch (fork) {
            case SHANGHAI -> SHANGHAI;
            case CANCUN -> CANCUN;
            case PRAGUE -> PRAGUE;
            case OSAKA -> OSAKA;
        };
    }

    /** The contract at {@code address}, 20 bytes, if it is one. Allocates nothing. */
    public Optional<Precompile> at(byte[] address) {
        long head = (long) LONG.get(address, 0) | (long) LONG.get(address, 8) | (short) SHORT.get(address, 16);
        return head == 0 ? at((short) SHORT.get(address, 18) & 0xffff) : Optional.empty();
    }

    /** The contract at {@code address}, if it is one. */
    public Optional<Precompile> at(EvmAddress address) {
        return at(address.toArray());
    }

    /** The contract whose address is {@code number}, if it is one. Allocates nothing. */
    public Optional<Precompile> at(int number) {
        return number >= 1 && number <= byNumber.size() ? byNumber.get(number - 1) : Optional.empty();
    }

    /**
     * The same contracts, some of them elsewhere or nowhere.
     *
     * @param vacated addresses where there is none any more
     * @param moves from where contracts stand now to where they stand then, over anything that is there
     */
    public Precompiles rearranged(Set<EvmAddress> vacated, Map<EvmAddress, EvmAddress> moves) {
        List<Optional<Precompile>> remaining = new ArrayList<>(byNumber);
        for (EvmAddress address : vacated) {
            if (addresses.contains(address)) {
                remaining.set(number(address) - 1, Optional.empty());
            }
        }
        Map<EvmAddress, Precompile> elsewhere = new HashMap<>(moved);
        elsewhere.keySet().removeAll(vacated);
        moves.forEach((from, to) -> at(from).ifPresent(contract -> {
            if (addresses.contains(to)) {
                remaining.set(number(to) - 1, Optional.of(contract));
            } else {
                elsewhere.put(to, contract);
            }
        }));
        return new Precompiles(List.copyOf(remaining), addresses, Map.copyOf(elsewhere));
    }

    /** Whether any contract stands at an address that is none of {@link #addresses()}. */
    public boolean isRearranged() {
        return !moved.isEmpty();
    }

    /** The contract that was moved to {@code address}, if one was. */
    public Optional<Precompile> movedTo(EvmAddress address) {
        return Optional.ofNullable(moved.get(address));
    }

    /** Their addresses in the fork, in order: warm from the start of every transaction (EIP-2929). */
    public List<EvmAddress> addresses() {
        return addresses;
    }

    /** How many there are room for: the greatest number of one. */
    public int greatest() {
        return byNumber.size();
    }

    private static EvmAddress address(int number) {
        byte[] bytes = new byte[EvmAddress.SIZE];
        SHORT.set(bytes, EvmAddress.SIZE - Short.BYTES, (short) number);
        return EvmAddress.of(bytes);
    }

    /** The last two bytes: no other are used. */
    private static int number(EvmAddress address) {
        return (short) SHORT.get(address.toArray(), EvmAddress.SIZE - Short.BYTES) & 0xffff;
    }
}
