package org.alys.evm.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.block.Receipt;
import org.alys.evm.block.ReceiptCodec;
import org.alys.evm.chain.ChainReader.TransactionPlace;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Durability;
import org.alys.evm.store.KeyValueStore;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** Blocks in a store: reads at once, writes by filling batches. May be used from several threads. */
final class ChainStore {
    private static final int CACHED_BLOCKS = 64;
    private static final byte[] FIRST_WHOLE = "FIRST_WHOLE".getBytes(StandardCharsets.US_ASCII);

    /** The blocks that the fork choice names. */
    enum Tip {
        HEAD,
        SAFE,
        FINALIZED;

        byte[] key() {
            return name().getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final KeyValueStore store;
    private final Map<Bytes32, Block> recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Block> eldest) {
            return size() > CACHED_BLOCKS;
        }
    });

    ChainStore(KeyValueStore store) {
        this.store = store;
    }

    Optional<BlockHeader> header(Bytes32 hash) {
        Block cached = recent.get(hash);
        return cached != null
                ? Optional.of(cached.header())
                : store.get(ChainColumns.HEADERS, hash.toArray()).map(HeaderCodec::decode);
    }

    /** @throws PrunedHistoryException when only its header is kept */
    Optional<Block> block(Bytes32 hash) {
        Block cached = recent.get(hash);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<Block> block = header(hash).map(header -> {
            BlockCodec.StoredBody body =
                    body(hash).orElseThrow(() -> new PrunedHistoryException(header.number(), hash));
            return new Block(hash, header, body.transactions(), body.withdrawals());
        });
        block.ifPresent(found -> recent.put(hash, found));
        return block;
    }

    /** Whether only the header of an executed block is kept. */
    boolean isPruned(Bytes32 hash) {
        return header(hash).isPresent() && body(hash).isEmpty();
    }

    private Optional<BlockCodec.StoredBody> body(Bytes32 hash) {
        return store.get(ChainColumns.BODIES, hash.toArray()).map(BlockCodec::loadBody);
    }

    /** The execution requests of an executed block. */
    List<Bytes> requests(Bytes32 hash) {
        return body(hash).map(BlockCodec.StoredBody::requests).orElse(List.of());
    }

    Optional<List<Receipt>> receipts(Bytes32 hash) {
        return store.get(ChainColumns.RECEIPTS, hash.toArray()).map(ReceiptCodec::load);
    }

    Optional<Bytes32> canonicalHash(long number) {
        return store.get(ChainColumns.CANONICAL, numberKey(number)).map(Bytes32::of);
    }

    Optional<TransactionPlace> place(Bytes32 transactionHash) {
        return store.get(ChainColumns.TRANSACTIONS, transactionHash.toArray()).flatMap(value -> {
            int index = ByteBuffer.wrap(value).getInt(Bytes32.SIZE);
            return block(Bytes32.copyOf(value, 0)).map(block -> new TransactionPlace(block, index));
        });
    }

    Optional<Bytes32> tip(Tip tip) {
        return store.get(ChainColumns.META, tip.key()).map(Bytes32::of);
    }

    /** Hashes of executed blocks of all branches, from {@code first} to {@code last}. */
    List<Bytes32> executed(long first, long last) {
        List<Bytes32> hashes = new ArrayList<>();
        store.scan(ChainColumns.EXECUTED, numberKey(first), (key, _) -> {
            boolean within = ByteBuffer.wrap(key).getLong() <= last;
            if (within) {
                hashes.add(Bytes32.copyOf(key, Long.BYTES));
            }
            return within;
        });
        return hashes;
    }

    void write(Batch batch) {
        store.write(batch, Durability.BUFFERED);
    }

    void remember(Block block) {
        recent.put(block.hash(), block);
    }

    static void putBlock(Batch batch, Block block, List<Receipt> receipts, List<Bytes> requests) {
        byte[] hash = block.hash().toArray();
        batch.put(ChainColumns.HEADERS, hash, HeaderCodec.encode(block.header()));
        batch.put(ChainColumns.BODIES, hash, BlockCodec.storeBody(block, requests));
        batch.put(ChainColumns.RECEIPTS, hash, ReceiptCodec.store(receipts));
        batch.put(ChainColumns.EXECUTED, executedKey(block.header().number(), block.hash()), new byte[] {1});
    }

    /** Removes a block that is not canonical. */
    void deleteBlock(Batch batch, long number, Bytes32 hash) {
        recent.remove(hash);
        batch.delete(ChainColumns.HEADERS, hash.toArray());
        batch.delete(ChainColumns.BODIES, hash.toArray());
        batch.delete(ChainColumns.RECEIPTS, hash.toArray());
        batch.delete(ChainColumns.EXECUTED, executedKey(number, hash));
    }

    /** The lowest number above 0 whose canonical block has its body. */
    long firstWhole() {
        return store.get(ChainColumns.META, FIRST_WHOLE)
                .map(value -> ByteBuffer.wrap(value).getLong())
                .orElse(1L);
    }

    static void putFirstWhole(Batch batch, long number) {
        batch.put(ChainColumns.META, FIRST_WHOLE, numberKey(number));
    }

    /** Leaves only the header of a canonical block. */
    void forgetBody(Batch batch, Bytes32 hash) {
        body(hash)
                .ifPresent(body -> body.transactions()
                        .forEach(signed -> batch.delete(
                                ChainColumns.TRANSACTIONS, signed.hash().toArray())));
        recent.remove(hash);
        batch.delete(ChainColumns.BODIES, hash.toArray());
        batch.delete(ChainColumns.RECEIPTS, hash.toArray());
    }

    static void putCanonical(Batch batch, Block block) {
        batch.put(
                ChainColumns.CANONICAL,
                numberKey(block.header().number()),
                block.hash().toArray());
        List<SignedTransaction> transactions = block.transactions();
        for (int i = 0; i < transactions.size(); i++) {
            byte[] place = ByteBuffer.allocate(Bytes32.SIZE + Integer.BYTES)
                    .put(block.hash().toArray())
                    .putInt(i)
                    .array();
            batch.put(ChainColumns.TRANSACTIONS, transactions.get(i).hash().toArray(), place);
        }
    }

    static void deleteCanonical(Batch batch, Block block) {
        batch.delete(ChainColumns.CANONICAL, numberKey(block.header().number()));
        block.transactions()
                .forEach(signed ->
                        batch.delete(ChainColumns.TRANSACTIONS, signed.hash().toArray()));
    }

    static void putTip(Batch batch, Tip tip, Optional<Block> block) {
        if (block.isPresent()) {
            batch.put(ChainColumns.META, tip.key(), block.get().hash().toArray());
        } else {
            batch.delete(ChainColumns.META, tip.key());
        }
    }

    private static byte[] numberKey(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] executedKey(long number, Bytes32 hash) {
        return ByteBuffer.allocate(Long.BYTES + Bytes32.SIZE)
                .putLong(number)
                .put(hash.toArray())
                .array();
    }
}
