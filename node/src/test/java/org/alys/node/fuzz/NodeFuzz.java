package org.alys.node.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.alys.fuzzing.FuzzGroup;
import org.alys.node.http.JsonRpcTargets;
import org.alys.node.network.wire.MessageTargets;

/** Messages and requests of peers, and the bodies of JSON-RPC. */
final class NodeFuzz {
    static final FuzzGroup GROUP = new FuzzGroup(
            NodeFuzz.class,
            Stream.of(MessageTargets.ALL, JsonRpcTargets.ALL)
                    .flatMap(List::stream)
                    .toList());

    private NodeFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }
}
