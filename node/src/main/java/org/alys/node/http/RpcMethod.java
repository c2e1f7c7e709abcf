package org.alys.node.http;

import java.util.function.Function;

/**
 * One JSON-RPC method.
 *
 * @param usage its name and parameters, as {@code help} prints them
 * @param least who may call it
 */
record RpcMethod(
        String name,
        String usage,
        String summary,
        int minParams,
        int maxParams,
        Caller least,
        Function<RpcParams, RpcReply> body) {
    /** For anybody. */
    RpcMethod(
            String name,
            String usage,
            String summary,
            int minParams,
            int maxParams,
            Function<RpcParams, RpcReply> body) {
        this(name, usage, summary, minParams, maxParams, Caller.ANYBODY, body);
    }

    RpcReply call(RpcParams params, Caller caller) {
        if (least == Caller.OPERATOR && caller != Caller.OPERATOR) {
            return new RpcReply.Failure(
                    RpcReply.FORBIDDEN,
                    "HTTP002 " + name + " is for operators: call it with http.user and http.password or, where none are"
                            + " set, from the machine of the node; not from a web page");
        }
        if (params.size() < minParams || params.size() > maxParams) {
            return usageError();
        }
        return body.apply(params);
    }

    RpcReply usageError() {
        return new RpcReply.Failure(RpcReply.MISC_ERROR, "usage: " + usage + ". " + summary);
    }
}
