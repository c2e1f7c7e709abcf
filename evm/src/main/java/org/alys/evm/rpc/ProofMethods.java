package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.alys.evm.block.Block;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.interpreter.StopSignal;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateProof;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** {@code eth_getProof} (EIP-1186). */
final class ProofMethods {
    private static final int MAX_SLOTS = 1024;

    private final ChainReader chain;
    private final EthereumRpc.Proofs proofs;

    ProofMethods(ChainReader chain, EthereumRpc.Proofs proofs) {
        this.chain = chain;
        this.proofs = proofs;
    }

    /** {@code eth_getProof}. */
    JsonNode proof(Params params, StopSignal stop) {
        EvmAddress address = params.address(0);
        JsonNode keys = params.required(1);
        if (!keys.isArray() || keys.size() > MAX_SLOTS) {
            throw RpcException.invalidParams("invalid argument 1: a list of at most " + MAX_SLOTS + " slots");
        }
        List<UInt256> slots = new ArrayList<>();
        keys.forEach(key -> slots.add(Parse.word(key, "slot")));
        Block block = params.block(2).requiredIn(chain);
        StateProof proof = proofs.proof(block.hash(), address, slots, stop::check)
                .orElseThrow(() -> RpcException.server(
                        "missing trie node: state of block " + block.header().number() + " is pruned"));
        Account account = proof.account().orElse(Account.EMPTY);
        ObjectNode answer = EthJson.JSON
                .objectNode()
                .put("address", address.toHex0x())
                .put("balance", account.balance().toHex())
                .put("nonce", EthJson.quantity(account.nonce()))
                .put("codeHash", account.codeHash().toHex0x())
                .put("storageHash", proof.storageRoot().toHex0x());
        answer.set("accountProof", nodes(proof.accountProof()));
        ArrayNode storage = answer.putArray("storageProof");
        for (int i = 0; i < slots.size(); i++) {
            StateProof.SlotProof slot = proof.slots().get(i);
            storage.addObject()
                    .put("key", keys.get(i).asText())
                    .put("value", slot.value().toHex())
                    .set("proof", nodes(slot.proof()));
        }
        return answer;
    }

    private static ArrayNode nodes(List<Bytes> proof) {
        ArrayNode nodes = EthJson.JSON.arrayNode();
        proof.forEach(node -> nodes.add(node.toHex0x()));
        return nodes;
    }
}
