package org.alys.evm.rpc;

import org.alys.evm.rpc.trace.RevertReason;
import org.alys.primitives.Bytes;

/** The error of a call that the code reverted: what libraries decode the reason from. */
final class Reverts {
    private Reverts() {}

    static RpcException asError(Bytes output) {
        String message = RevertReason.of(output)
                .map(reason -> "execution reverted: " + reason)
                .orElse("execution reverted");
        return new RpcException(RpcException.REVERTED, message, EthJson.JSON.textNode(output.toHex0x()));
    }
}
