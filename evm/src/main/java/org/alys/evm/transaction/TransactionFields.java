package org.alys.evm.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.RlpReader;

/**
 * Reads the fields of transactions from RLP, strictly: numbers in their shortest form, sizes exact. Every method throws {@link
 * IllegalArgumentException} when the next item is anything else.
 */
final class TransactionFields {
    private final RlpReader reader;

    TransactionFields(RlpReader reader) {
        this.reader = reader;
    }

    UInt256 word() {
        byte[] number = reader.string();
        if (number.length > UInt256.SIZE || (number.length > 0 && number[0] == 0)) {
            throw new IllegalArgumentException("expected a number of at most 256 bits in its shortest form");
        }
        return UInt256.fromBytes(number);
    }

    /** Unsigned. */
    long number() {
        UInt256 word = word();
        if ((word.w3() | word.w2() | word.w1()) != 0) {
            throw new IllegalArgumentException("expected a number of at most 64 bits");
        }
        return word.w0();
    }

    /** A number below {@code limit}. */
    int below(int limit) {
        UInt256 word = word();
        if (word.compareTo(UInt256.of(limit)) >= 0) {
            throw new IllegalArgumentException("expected a number below " + limit);
        }
        return (int) word.w0();
    }

    Bytes data() {
        return Bytes.of(reader.string());
    }

    EvmAddress address() {
        return EvmAddress.of(sized(EvmAddress.SIZE));
    }

    /** An address, or nothing for the creation of a contract. */
    Optional<EvmAddress> recipient() {
        byte[] bytes = reader.string();
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length != EvmAddress.SIZE) {
            throw new IllegalArgumentException("an address has 20 bytes, got " + bytes.length);
        }
        return Optional.of(EvmAddress.of(bytes));
    }

    List<AccessListEntry> accessList() {
        RlpReader entries = reader.list();
        List<AccessListEntry> list = new ArrayList<>();
        while (entries.hasNext()) {
            RlpReader entry = entries.list();
            EvmAddress address = new TransactionFields(entry).address();
            RlpReader slots = entry.list();
            entry.end();
            List<UInt256> listed = new ArrayList<>();
            while (slots.hasNext()) {
                listed.add(UInt256.fromBytes(new TransactionFields(slots).sized(UInt256.SIZE)));
            }
            list.add(new AccessListEntry(address, listed));
        }
        return list;
    }

    List<Bytes32> hashes() {
        RlpReader items = reader.list();
        List<Bytes32> hashes = new ArrayList<>();
        while (items.hasNext()) {
            hashes.add(Bytes32.of(new TransactionFields(items).sized(Bytes32.SIZE)));
        }
        return hashes;
    }

    List<Authorization> authorizations() {
        RlpReader items = reader.list();
        List<Authorization> authorizations = new ArrayList<>();
        while (items.hasNext()) {
            TransactionFields fields = new TransactionFields(items.list());
            authorizations.add(new Authorization(
                    fields.word(), fields.address(), fields.number(), fields.signature(1 << Byte.SIZE)));
            fields.end();
        }
        return authorizations;
    }

    /** Parity, r and s. */
    Signature signature(int parityLimit) {
        return new Signature(below(parityLimit), word(), word());
    }

    void end() {
        reader.end();
    }

    private byte[] sized(int size) {
        byte[] bytes = reader.string();
        if (bytes.length != size) {
            throw new IllegalArgumentException("expected " + size + " bytes, got " + bytes.length);
        }
        return bytes;
    }
}
