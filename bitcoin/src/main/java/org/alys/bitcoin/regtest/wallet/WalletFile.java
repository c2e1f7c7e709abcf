package org.alys.bitcoin.regtest.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.store.RecordLog;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** What a wallet cannot find in the chain: its seed, the addresses it gave out, and the transactions it heard of. */
final class WalletFile implements AutoCloseable {
    private static final int SEED = 1;
    private static final int ADDRESS = 2;
    private static final int TRANSACTION = 3;
    private static final int ABANDONED = 4;

    private final RecordLog log;

    /** An address that was given out. */
    record Given(AddressType type, boolean change, int index, String label) {}

    /** A transaction and when it was heard of first, in seconds since 1970. */
    record Heard(Transaction transaction, long time) {}

    /** What a file holds. */
    record Contents(Optional<Bytes32> seed, List<Given> addresses, List<Heard> transactions, List<Txid> abandoned) {}

    /** A file and what was in it. */
    record Opened(WalletFile file, Contents contents) {}

    private WalletFile(RecordLog log) {
        this.log = log;
    }

    static Opened open(Path path) throws IOException {
        List<Bytes32> seeds = new ArrayList<>();
        List<Given> addresses = new ArrayList<>();
        List<Heard> transactions = new ArrayList<>();
        List<Txid> abandoned = new ArrayList<>();
        RecordLog log = RecordLog.open(path, (type, payload, _) -> {
            BitcoinReader reader = new BitcoinReader(payload);
            try {
                switch (type) {
                    case SEED -> seeds.add(reader.readBytes32());
                    case ADDRESS -> addresses.add(readAddress(reader));
                    case TRANSACTION -> transactions.add(readTransaction(reader));
                    case ABANDONED -> abandoned.add(new Txid(reader.readBytes32()));
                    default -> throw new IOException(path + " has a record of unknown type " + type);
                }
            } catch (MalformedBytesException e) {
                throw new IOException(path + " has a malformed record", e);
            }
        });
        Optional<Bytes32> seed = seeds.isEmpty() ? Optional.empty() : Optional.of(seeds.getFirst());
        return new Opened(new WalletFile(log), new Contents(seed, addresses, transactions, abandoned));
    }

    private static Given readAddress(BitcoinReader reader) throws MalformedBytesException {
        String type = new String(reader.readVarBytes().toArray(), StandardCharsets.UTF_8);
        boolean change = reader.readByte() == 1;
        int index = reader.readInt32();
        String label = new String(reader.readVarBytes().toArray(), StandardCharsets.UTF_8);
        return new Given(AddressType.named(type).orElseThrow(), change, index, label);
    }

    private static Heard readTransaction(BitcoinReader reader) throws MalformedBytesException {
        long time = reader.readInt64();
        return new Heard(Transaction.read(reader), time);
    }

    /** A lost seed is worse than a lost block, so this goes through to the device. */
    void seed(Bytes32 seed) throws IOException {
        log.append(SEED, seed.toArray());
        log.force();
    }

    void address(WalletAddress address) {
        append(
                ADDRESS,
                new BitcoinWriter(32)
                        .writeVarBytes(text(address.type().coreName()))
                        .writeByte(address.change() ? 1 : 0)
                        .writeInt32(address.index())
                        .writeVarBytes(text(address.label())));
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    void transaction(Transaction transaction, long time) {
        BitcoinWriter writer = new BitcoinWriter(transaction.size() + Long.BYTES).writeInt64(time);
        transaction.write(writer);
        append(TRANSACTION, writer);
    }

    void abandoned(Txid txid) {
        append(ABANDONED, new BitcoinWriter(Bytes32.SIZE).writeBytes32(txid.bytes()));
    }

    private void append(int type, BitcoinWriter payload) {
        try {
            log.append(type, payload.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        log.force();
        log.close();
    }
}
