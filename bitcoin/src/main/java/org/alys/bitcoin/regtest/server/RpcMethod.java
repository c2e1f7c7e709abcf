package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;

/** One method. */
@FunctionalInterface
interface RpcMethod {
    JsonNode call(RpcParams params) throws RpcException;
}
