package org.alys.engine.real;

import java.util.ArrayList;
import java.util.List;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.rlp.Rlp;

/** Variants of a payload without transactions and withdrawals whose block hash is right, so that only execution can refuse them. */
final class EmptyBlock {
    private static final byte[] NO_UNCLES = Hashes.keccak256(Rlp.list());
    private static final byte[] EMPTY_TRIE = Hashes.keccak256(Rlp.string(new byte[0]));
    private static final byte[] NO_REQUESTS = Hashes.sha256(new byte[0]);

    private EmptyBlock() {}

    static ExecutionPayload withStateRoot(ExecutionPayload payload, Bytes32 stateRoot) {
        return copy(payload, payload.parentHash(), stateRoot);
    }

    static ExecutionPayload withParent(ExecutionPayload payload, Bytes32 parent) {
        return copy(payload, parent, payload.stateRoot());
    }

    private static ExecutionPayload copy(ExecutionPayload from, Bytes32 parent, Bytes32 stateRoot) {
        return new ExecutionPayload(
                from.fork(),
                parent,
                from.feeRecipient(),
                stateRoot,
                from.receiptsRoot(),
                from.logsBloom(),
                from.prevRandao(),
                from.blockNumber(),
                from.gasLimit(),
                from.gasUsed(),
                from.timestamp(),
                from.extraData(),
                from.baseFeePerGas(),
                hash(from, parent, stateRoot),
                List.of(),
                List.of(),
                from.blobGasUsed(),
                from.excessBlobGas(),
                List.of());
    }

    private static Bytes32 hash(ExecutionPayload block, Bytes32 parent, Bytes32 stateRoot) {
        List<byte[]> header = new ArrayList<>(List.of(
                Rlp.string(parent.toArray()),
                Rlp.string(NO_UNCLES),
                Rlp.string(block.feeRecipient().toArray()),
                Rlp.string(stateRoot.toArray()),
                Rlp.string(EMPTY_TRIE),
                Rlp.string(block.receiptsRoot().toArray()),
                Rlp.string(block.logsBloom().toArray()),
                Rlp.number(0),
                Rlp.number(block.blockNumber()),
                Rlp.number(block.gasLimit()),
                Rlp.number(block.gasUsed()),
                Rlp.number(block.timestamp()),
                Rlp.string(block.extraData().toArray()),
                Rlp.string(block.prevRandao().toArray()),
                Rlp.string(new byte[8]),
                Rlp.number(block.baseFeePerGas().value()),
                Rlp.string(EMPTY_TRIE)));
        if (block.fork().includes(Fork.CANCUN)) {
            header.add(Rlp.number(block.blobGasUsed()));
            header.add(Rlp.number(block.excessBlobGas()));
            header.add(Rlp.string(TestChain.BEACON_ROOT.toArray()));
        }
        if (block.fork().includes(Fork.PRAGUE)) {
            header.add(Rlp.string(NO_REQUESTS));
        }
        return Bytes32.of(Hashes.keccak256(Rlp.list(header)));
    }
}
