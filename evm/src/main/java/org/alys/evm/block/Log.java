package org.alys.evm.block;

import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * An event that a contract emitted.
 *
 * @param topics at most 4
 */
public record Log(EvmAddress address, List<Bytes32> topics, Bytes data) {
    public Log {
        topics = List.copyOf(topics);
    }
}
