package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;

/** What is asked of the node itself: {@code web3_*}, {@code net_*}, and the methods that have one answer here. */
final class NodeMethods {
    private NodeMethods() {}

    static Map<String, RpcMethod> all(String clientVersion) {
        Map<String, JsonNode> constants = Map.of(
                "web3_clientVersion", EthJson.JSON.textNode(clientVersion),
                "net_listening", EthJson.JSON.booleanNode(true),
                // The execution layer has no network of its own: blocks come from consensus.
                "net_peerCount", EthJson.JSON.textNode("0x0"),
                "eth_syncing", EthJson.JSON.booleanNode(false),
                "eth_accounts", EthJson.JSON.arrayNode(),
                "eth_mining", EthJson.JSON.booleanNode(false),
                "eth_hashrate", EthJson.JSON.textNode("0x0"),
                "eth_protocolVersion", EthJson.JSON.textNode("0x44"));
        Map<String, RpcMethod> methods = new LinkedHashMap<>();
        constants.forEach((name, answer) -> methods.put(name, RpcMethod.of(params -> answer)));
        methods.put(
                "web3_sha3",
                RpcMethod.of(params -> EthJson.JSON.textNode(
                        Hex.encode0x(Hashes.keccak256(params.data(0).toArray())))));
        return methods;
    }
}
