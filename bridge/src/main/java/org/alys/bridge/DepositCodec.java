package org.alys.bridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** The stored form of deposits and outpoints, in Bitcoin's encoding. The proofs stand before the deposits, each once. */
final class DepositCodec {
    static final int OUT_POINT_SIZE = 36;
    static final int MIN_DEPOSIT_SIZE = OUT_POINT_SIZE + 8 + 32 + 8 + 1 + 3;
    private static final int MINTABLE = 0;
    private static final int TOO_SMALL = 1;

    private DepositCodec() {}

    /** Proofs, then deposits. */
    static void write(BitcoinWriter writer, List<ListedDeposit> entries) {
        Map<DepositProof, Integer> proofs = new LinkedHashMap<>();
        entries.forEach(entry -> entry.deposit().proof().ifPresent(proof -> proofs.putIfAbsent(proof, proofs.size())));
        writer.writeCompactSize(proofs.size());
        proofs.keySet().forEach(proof -> write(writer, proof));
        writer.writeCompactSize(entries.size());
        entries.forEach(entry -> write(writer, entry, proofs));
    }

    /** Reads what {@link #write(BitcoinWriter, List)} wrote. */
    static List<ListedDeposit> read(BitcoinReader reader) throws MalformedBytesException {
        List<DepositProof> proofs = readProofs(reader);
        int count = reader.readCount(MIN_DEPOSIT_SIZE);
        List<ListedDeposit> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(readEntry(reader, proofs));
        }
        return entries;
    }

    private static void write(BitcoinWriter writer, DepositProof proof) {
        writer.writeVarBytes(proof.transaction());
        writer.writeCompactSize(proof.merkleBranch().size());
        proof.merkleBranch().forEach(writer::writeBytes32);
    }

    static BitcoinWriter write(BitcoinWriter writer, OutPoint outPoint) {
        return writer.writeBytes32(outPoint.txid().bytes()).writeInt32(outPoint.index());
    }

    private static void write(BitcoinWriter writer, ListedDeposit entry, Map<DepositProof, Integer> proofs) {
        Deposit deposit = entry.deposit();
        write(writer, deposit.outPoint()).writeInt64(deposit.amount().value());
        writer.writeBytes32(deposit.block().bytes()).writeInt32(deposit.height());
        writer.writeInt32(deposit.transactionIndex());
        writer.writeByte(
                switch (deposit.eligibility()) {
                    case Eligibility.Mintable _ -> MINTABLE;
                    case Eligibility.TooSmall _ -> TOO_SMALL;
                    case Eligibility.Refused(Eligibility.Reason reason) -> reason.code();
                });
        deposit.recipient().ifPresent(recipient -> writer.writeArray(recipient.toArray()));
        writer.writeCompactSize(
                deposit.proof().map(proof -> 1 + proofs.getOrDefault(proof, -1)).orElse(0));
        writer.writeCompactSize(
                entry.mintedAt().isPresent() ? 1 + entry.mintedAt().getAsLong() : 0);
        writer.writeCompactSize(
                entry.spentAt().isPresent() ? 1L + entry.spentAt().getAsInt() : 0);
    }

    private static List<DepositProof> readProofs(BitcoinReader reader) throws MalformedBytesException {
        int count = reader.readCount(2);
        List<DepositProof> proofs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Bytes transaction = reader.readVarBytes();
            Bytes32[] nodes = new Bytes32[reader.readCount(Bytes32.SIZE)];
            for (int level = 0; level < nodes.length; level++) {
                nodes[level] = reader.readBytes32();
            }
            proofs.add(new DepositProof(transaction, List.of(nodes)));
        }
        return proofs;
    }

    static OutPoint readOutPoint(BitcoinReader reader) throws MalformedBytesException {
        return new OutPoint(new Txid(reader.readBytes32()), reader.readUnsignedInt32());
    }

    private static ListedDeposit readEntry(BitcoinReader reader, List<DepositProof> proofs)
            throws MalformedBytesException {
        OutPoint outPoint = readOutPoint(reader);
        Sats amount = readAmount(reader);
        BlockHash block = new BlockHash(reader.readBytes32());
        int height = reader.readInt32();
        int transactionIndex = reader.readInt32();
        Eligibility eligibility = readEligibility(reader);
        OptionalLong proof = readOptional(reader, proofs.size() - 1L);
        Deposit deposit = new Deposit(
                outPoint,
                amount,
                eligibility,
                block,
                height,
                transactionIndex,
                proof.isPresent() ? Optional.of(proofs.get((int) proof.getAsLong())) : Optional.empty());
        OptionalLong mintedAt = readOptional(reader, Long.MAX_VALUE - 1);
        OptionalLong spentAt = readOptional(reader, Integer.MAX_VALUE - 1);
        return new ListedDeposit(
                deposit,
                mintedAt,
                spentAt.isPresent() ? OptionalInt.of((int) spentAt.getAsLong()) : OptionalInt.empty());
    }

    private static Sats readAmount(BitcoinReader reader) throws MalformedBytesException {
        long amount = reader.readInt64();
        if (amount < 0 || amount > Sats.MAX_MONEY.value()) {
            throw new MalformedBytesException(reader.position(), "amount of " + amount + " satoshis");
        }
        return new Sats(amount);
    }

    /** A number plus one, or zero for none. */
    private static OptionalLong readOptional(BitcoinReader reader, long max) throws MalformedBytesException {
        long value = reader.readCompactSize();
        if (value < 0 || value - 1 > max) {
            throw new MalformedBytesException(reader.position(), "number out of range: " + (value - 1));
        }
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value - 1);
    }

    private static Eligibility readEligibility(BitcoinReader reader) throws MalformedBytesException {
        int kind = reader.readByte();
        return switch (kind) {
            case MINTABLE -> new Eligibility.Mintable(EvmAddress.of(reader.readArray(EvmAddress.SIZE)));
            case TOO_SMALL -> new Eligibility.TooSmall(EvmAddress.of(reader.readArray(EvmAddress.SIZE)));
            default ->
                new Eligibility.Refused(Stream.of(Eligibility.Reason.values())
                        .filter(reason -> reason.code() == kind)
                        .findFirst()
                        .orElseThrow(() ->
                                new MalformedBytesException(reader.position(), "unknown kind of deposit " + kind)));
        };
    }
}
