package org.alys.engine;

import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * An event that a contract emitted.
 *
 * @param address the contract that emitted it
 * @param topics at most 4
 * @param logIndex counts all logs of the block from 0
 */
public record EventLog(EvmAddress address, List<Bytes32> topics, Bytes data, int logIndex) {
    public EventLog {
        topics = List.copyOf(topics);
    }
}
