package org.alys.node.http;

import java.util.function.Function;

/**
 * One JSON-RPC method.
 *
 * @param usage its name and parameters, as {@code help} prints them
 */
record RpcMethod(
        String name, String usage, String summary, int minParams, int maxParams, Function<RpcParams, RpcReply> body) {
    RpcReply call(RpcParams params) {
        if (params.size() < minParams || params.size() > maxParams) {
            return usageError();
        }
        return body.apply(params);
    }

    RpcReply usageError() {
        return new RpcReply.Failure(RpcReply.MISC_ERROR, "usage: " + usage + ". " + summary);
    }
}
