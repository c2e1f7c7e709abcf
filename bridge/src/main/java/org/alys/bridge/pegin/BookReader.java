package org.alys.bridge.pegin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** Reads what {@link BookWriter} wrote. The layout: see there; numbers and counts as in Bitcoin's own encoding. */
final class BookReader {
    private static final int MIN_RECENT_SIZE = 35;
    private static final int MIN_COIN_SIZE = 50;
    private static final int MIN_TRACKED_SIZE = 80;

    private BookReader() {}

    static Decoded<BookState> decode(byte[] bytes) {
        return Decoded.decode(bytes, Integer.MAX_VALUE, BookReader::read);
    }

    private static BookState read(BitcoinReader reader) throws MalformedBytesException {
        int version = reader.readByte();
        if (version != BookWriter.VERSION) {
            throw new MalformedBytesException(0, "unknown book version " + version);
        }
        int tipHeight = reader.readInt32();
        long finalHeight = reader.readInt64();
        long retiredMinted = reader.readInt64();
        long retiredUnmintable = reader.readInt64();
        int count = reader.readCount(MIN_RECENT_SIZE);
        List<RecentBlock> recent = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            recent.add(readRecent(reader));
        }
        Map<OutPoint, Tracked> tracked = readTracked(reader, Tracked.class);
        Map<OutPoint, Tracked.Done> lost = readTracked(reader, Tracked.Done.class);
        return new BookState(
                tipHeight, List.copyOf(recent), tracked, lost, finalHeight, retiredMinted, retiredUnmintable);
    }

    private static RecentBlock readRecent(BitcoinReader reader) throws MalformedBytesException {
        BlockHash hash = new BlockHash(reader.readBytes32());
        int count = reader.readCount(OutPoint.SIZE);
        List<OutPoint> payments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            payments.add(readOutPoint(reader));
        }
        return new RecentBlock(hash, payments, readCoins(reader), readCoins(reader));
    }

    private static List<FederationCoin> readCoins(BitcoinReader reader) throws MalformedBytesException {
        int count = reader.readCount(MIN_COIN_SIZE);
        List<FederationCoin> coins = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            coins.add(FederationCoin.read(reader));
        }
        return coins;
    }

    private static <T extends Tracked> Map<OutPoint, T> readTracked(BitcoinReader reader, Class<T> kind)
            throws MalformedBytesException {
        int count = reader.readCount(MIN_TRACKED_SIZE);
        Map<OutPoint, T> entries = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            int start = reader.position();
            Tracked entry = readEntry(reader);
            if (!kind.isInstance(entry) || entries.put(entry.outPoint(), kind.cast(entry)) != null) {
                throw new MalformedBytesException(start, "entry of the wrong kind, or twice");
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private static Tracked readEntry(BitcoinReader reader) throws MalformedBytesException {
        int start = reader.position();
        int kind = reader.readByte();
        return switch (kind) {
            case BookWriter.OPEN -> new Tracked.Open(readDeposit(reader));
            case BookWriter.DONE ->
                new Tracked.Done(readDeposit(reader), new Mint(reader.readInt64(), reader.readBytes32()));
            case BookWriter.BAD -> new Tracked.Bad(readPayment(reader));
            default -> throw new MalformedBytesException(start, "unknown kind of entry " + kind);
        };
    }

    private static Deposit readDeposit(BitcoinReader reader) throws MalformedBytesException {
        OutPoint outPoint = readOutPoint(reader);
        Sats amount = readSats(reader);
        EvmAddress recipient = EvmAddress.of(reader.readArray(EvmAddress.SIZE));
        DepositProof proof = new DepositProof(
                new BlockHash(reader.readBytes32()),
                reader.readInt32(),
                reader.readInt32(),
                reader.readVarBytes(),
                MerkleBranch.read(reader));
        return new Deposit(outPoint, amount, recipient, proof);
    }

    private static UnmintablePayment readPayment(BitcoinReader reader) throws MalformedBytesException {
        OutPoint outPoint = readOutPoint(reader);
        Sats amount = readSats(reader);
        Optional<EvmAddress> recipient = readRecipient(reader);
        BlockHash block = new BlockHash(reader.readBytes32());
        BitcoinPosition position = new BitcoinPosition(reader.readInt32(), reader.readInt32(), outPoint.index());
        int start = reader.position();
        int code = reader.readByte();
        UnmintableReason reason = UnmintableReason.ofCode(code)
                .orElseThrow(() -> new MalformedBytesException(start, "unknown reason " + code));
        return new UnmintablePayment(outPoint, amount, recipient, block, position, reason);
    }

    private static Optional<EvmAddress> readRecipient(BitcoinReader reader) throws MalformedBytesException {
        int start = reader.position();
        Bytes bytes = reader.readVarBytes();
        if (!bytes.isEmpty() && bytes.size() != EvmAddress.SIZE) {
            throw new MalformedBytesException(start, "an address of " + bytes.size() + " bytes");
        }
        return bytes.isEmpty() ? Optional.empty() : Optional.of(EvmAddress.of(bytes.toArray()));
    }

    private static OutPoint readOutPoint(BitcoinReader reader) throws MalformedBytesException {
        return new OutPoint(new Txid(reader.readBytes32()), reader.readUnsignedInt32());
    }

    static Sats readSats(BitcoinReader reader) throws MalformedBytesException {
        int start = reader.position();
        long value = reader.readInt64();
        if (value < 0 || value > Sats.MAX_MONEY.value()) {
            throw new MalformedBytesException(start, "amount " + value + " is outside 0 to 21 million BTC");
        }
        return new Sats(value);
    }

    static boolean readFlag(BitcoinReader reader) throws MalformedBytesException {
        int start = reader.position();
        int flag = reader.readByte();
        if (flag > 1) {
            throw new MalformedBytesException(start, "a flag is 0 or 1, not " + flag);
        }
        return flag == 1;
    }
}
