package org.alys.evm.rpc.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.alys.evm.block.Log;
import org.alys.evm.interpreter.FrameKind;
import org.alys.evm.interpreter.Tracer;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * Collects the logs of a transaction, and for every payment in it a log that looks as an ERC-20 token's would. Source:
 * execution-apis, eth_simulateV1.
 */
public final class TransferTracer implements Tracer {
    /** Who seems to emit the logs of payments. */
    public static final EvmAddress COIN = EvmAddress.fromHex("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
    /** Keccak-256 of {@code Transfer(address,address,uint256)}. */
    private static final Bytes32 TRANSFER =
            Bytes32.fromHex("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");

    private final Deque<List<Log>> open = new ArrayDeque<>();
    private List<Log> logs = List.of();

    @Override
    public void enterFrame(FrameEntry entry) {
        open.push(new ArrayList<>());
        boolean moves = entry.kind() != FrameKind.DELEGATECALL && entry.kind() != FrameKind.CALLCODE;
        if (moves && !entry.value().isZero()) {
            logEmitted(transfer(entry.from(), entry.to(), entry.value()));
        }
    }

    @Override
    public void exitFrame(FrameExit exit) {
        List<Log> ended = exit.succeeded() ? open.pop() : dropped();
        if (open.isEmpty()) {
            logs = List.copyOf(ended);
        } else {
            open.getFirst().addAll(ended);
        }
    }

    private List<Log> dropped() {
        open.pop();
        return List.of();
    }

    @Override
    public void logEmitted(Log log) {
        open.getFirst().add(log);
    }

    private static Log transfer(EvmAddress from, EvmAddress to, UInt256 wei) {
        return new Log(
                COIN,
                List.of(TRANSFER, topic(from), topic(to)),
                Bytes.of(wei.toBytes32().toArray()));
    }

    private static Bytes32 topic(EvmAddress address) {
        byte[] word = new byte[Bytes32.SIZE];
        System.arraycopy(address.toArray(), 0, word, Bytes32.SIZE - EvmAddress.SIZE, EvmAddress.SIZE);
        return Bytes32.of(word);
    }

    /** What the transaction left behind, in order; nothing when it failed. */
    public List<Log> logs() {
        return logs;
    }
}
