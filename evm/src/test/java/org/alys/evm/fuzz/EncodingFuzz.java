package org.alys.evm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.block.ReceiptCodec;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.rpc.trace.RevertReason;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.evm.transaction.Authorizations;
import org.alys.evm.transaction.ParsedTransaction;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionCodec;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.evm.trie.TrieProof;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;
import org.alys.primitives.rlp.RlpReader;

/** RLP and what is made of it. What is accepted has one encoding: the bytes it came from. */
final class EncodingFuzz {
    private static final int MAX_DEPTH = 64;

    static final FuzzGroup GROUP = new FuzzGroup(
            EncodingFuzz.class,
            List.of(
                    FuzzTarget.of(
                            "rlp",
                            IllegalArgumentException.class,
                            EncodingFuzz::rlp,
                            Rlp.list(Rlp.string(new byte[60]), Rlp.list(Rlp.number(5), Rlp.list()), Rlp.number(1000))),
                    FuzzTarget.total("transaction", EncodingFuzz::transaction, transactions()),
                    FuzzTarget.of("header", IllegalArgumentException.class, EncodingFuzz::header, genesisHeader()),
                    FuzzTarget.of("block", IllegalArgumentException.class, EncodingFuzz::block, genesisBlock()),
                    FuzzTarget.of("stored-body", IllegalArgumentException.class, BlockCodec::loadBody, storedBody()),
                    FuzzTarget.of("stored-receipts", IllegalArgumentException.class, ReceiptCodec::load, Rlp.list()),
                    FuzzTarget.total("revert-reason", input -> RevertReason.of(Bytes.of(input)), errorOfAbi()),
                    FuzzTarget.total("trie-proof", EncodingFuzz::trieProof, leafProof(), branchProof())));

    private EncodingFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }

    private static void rlp(byte[] input) {
        assertThat(again(RlpReader.ofList(input, 0), 0)).isEqualTo(input);
    }

    private static byte[] again(RlpReader reader, int depth) {
        List<byte[]> items = new ArrayList<>();
        while (reader.hasNext()) {
            if (!reader.nextIsList()) {
                items.add(Rlp.string(reader.string()));
            } else if (depth == MAX_DEPTH) {
                items.add(reader.item());
            } else {
                items.add(again(reader.list(), depth + 1));
            }
        }
        reader.end();
        return Rlp.list(items);
    }

    private static void transaction(byte[] input) {
        switch (TransactionCodec.parse(Bytes.of(input))) {
            case ParsedTransaction.Refused(String reason) -> assertThat(reason).isNotEmpty();
            case ParsedTransaction.Accepted(SignedTransaction signed) -> {
                assertThat(TransactionCodec.encode(signed.transaction()).toArray())
                        .isEqualTo(input);
                assertThat(TransactionCodec.trusted(signed.encoded(), signed.sender()))
                        .isEqualTo(signed);
                signed.transaction().authorizations().forEach(Authorizations::authority);
            }
        }
    }

    private static void header(byte[] input) {
        assertThat(HeaderCodec.encode(HeaderCodec.decode(input))).isEqualTo(input);
    }

    private static void block(byte[] input) {
        Block block = BlockCodec.decode(input);
        assertThat(BlockCodec.encode(block)).isEqualTo(input);
    }

    /** The length of the key, the key, and nodes, each after its length in two bytes. */
    private static void trieProof(byte[] input) {
        ByteBuffer in = ByteBuffer.wrap(input);
        byte[] key = new byte[in.hasRemaining() ? Math.min(in.get() & 0x3f, in.remaining()) : 0];
        in.get(key);
        List<Bytes> nodes = new ArrayList<>();
        while (in.remaining() >= 2) {
            byte[] node = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
            in.get(node);
            nodes.add(Bytes.of(node));
        }
        byte[] first = nodes.isEmpty() ? new byte[0] : nodes.getFirst().toArray();
        Bytes32 root = Bytes32.of(Hashes.keccak256(first));
        assertThat(TrieProof.verify(root, key, nodes)).isNotNull();
    }

    private static byte[] leafProof() {
        byte[] node = Rlp.list(Rlp.string(new byte[] {0x20, 0x12}), Rlp.string(new byte[] {7}));
        return proof(new byte[] {0x12}, node);
    }

    private static byte[] branchProof() {
        byte[] leaf = Rlp.list(Rlp.string(new byte[] {0x32}), Rlp.string(new byte[40]));
        byte[][] items = new byte[17][];
        Arrays.fill(items, Rlp.string(new byte[0]));
        items[1] = Rlp.string(Hashes.keccak256(leaf));
        items[2] = Rlp.list(Rlp.string(new byte[] {0x33}), Rlp.string(new byte[] {9}));
        return proof(new byte[] {0x12}, Rlp.list(items), leaf);
    }

    private static byte[] proof(byte[] key, byte[]... nodes) {
        ByteBuffer out = ByteBuffer.allocate(2000).put((byte) key.length).put(key);
        for (byte[] node : nodes) {
            out.putShort((short) node.length).put(node);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[][] transactions() {
        return Stream.of(
                        TransactionType.LEGACY,
                        TransactionType.ACCESS_LIST,
                        TransactionType.DYNAMIC_FEE,
                        TransactionType.SET_CODE)
                .map(EncodingFuzz::encoded)
                .toArray(byte[][]::new);
    }

    private static byte[] encoded(TransactionType type) {
        UInt256 fee = UInt256.of(1000);
        TransactionDraft draft = TransactionDraft.of(type, UInt256.ONE)
                .nonce(3)
                .fees(fee, fee)
                .gasLimit(100_000)
                .to(TestExecution.TO)
                .value(UInt256.of(5))
                .data(Bytes.of(new byte[] {1, 2, 3}));
        if (type != TransactionType.LEGACY) {
            draft = draft.accessList(List.of(new AccessListEntry(TestExecution.TO, List.of(UInt256.ONE))));
        }
        if (type == TransactionType.SET_CODE) {
            draft = draft.authorizations(
                    List.of(Authorizations.sign(UInt256.ONE, TestExecution.TO, 1, TestExecution.key(1))));
        }
        return draft.sign(TestExecution.key(0)).encoded().toArray();
    }

    private static byte[] genesisHeader() {
        return HeaderCodec.encode(Worlds.blocks().getFirst().header());
    }

    private static byte[] genesisBlock() {
        return BlockCodec.encode(Worlds.blocks().getLast());
    }

    private static byte[] storedBody() {
        return BlockCodec.storeBody(Worlds.blocks().getLast(), List.of(Bytes.of(new byte[] {1, 2})));
    }

    private static byte[] errorOfAbi() {
        byte[] out = new byte[4 + 96];
        System.arraycopy(Bytes.fromHex("08c379a0").toArray(), 0, out, 0, 4);
        out[4 + 31] = 32;
        out[4 + 63] = 2;
        out[4 + 64] = 'n';
        out[4 + 65] = 'o';
        return out;
    }
}
