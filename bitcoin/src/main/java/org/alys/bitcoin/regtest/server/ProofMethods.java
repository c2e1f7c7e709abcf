package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/** Proofs that a block holds transactions. */
final class ProofMethods {
    private static final int MAX_PROOF = 4_000_000;

    private final ChainState chain;

    ProofMethods(ChainState chain) {
        this.chain = chain;
    }

    void addTo(MethodTable table) {
        table.add("gettxoutproof txids [blockhash]", this::prove);
        table.add("verifytxoutproof proof", this::verify);
    }

    private JsonNode prove(RpcParams params) throws RpcException {
        Set<Txid> txids = new HashSet<>();
        for (JsonNode text : params.array(0)) {
            if (!txids.add(RpcParams.txid(text, "txid"))) {
                throw RpcError.INVALID_PARAMETER.with("Invalid parameter, duplicated txid: " + text.asText());
            }
        }
        if (txids.isEmpty()) {
            throw RpcError.INVALID_PARAMETER.with("Parameter 'txids' cannot be empty");
        }
        BlockEntry entry;
        if (params.has(1)) {
            entry = chain.tree()
                    .find(params.blockHash(1, "blockhash"))
                    .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Block not found"));
        } else {
            entry = txids.stream()
                    .flatMap(txid -> chain.active().blockOf(txid).stream())
                    .findFirst()
                    .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Transaction not yet in block"));
        }
        Block block =
                chain.block(entry).orElseThrow(() -> RpcError.MISC.with("Block not available (not fully downloaded)"));
        List<Txid> all = block.txids();
        if (!all.containsAll(txids)) {
            throw RpcError.INVALID_ADDRESS_OR_KEY.with("Not all transactions found in specified or retrieved block");
        }
        List<Boolean> wanted = all.stream().map(txids::contains).toList();
        return Json.text(Hex.encode(PartialMerkleTree.prove(block.header(), all, wanted)));
    }

    private JsonNode verify(RpcParams params) throws RpcException {
        Bytes proof = RpcParams.hex(params.node(0), RpcError.INVALID_PARAMETER, "proof must be hexadecimal string");
        Optional<PartialMerkleTree.Proven> proven = Decoded.decode(proof.toArray(), MAX_PROOF, PartialMerkleTree::read)
                .toOptional();
        if (proven.isEmpty()) {
            throw RpcError.MISC.with("Proof decode failed");
        }
        PartialMerkleTree.Proven found = proven.get();
        if (!found.root().equals(Optional.of(found.header().merkleRoot()))) {
            return Json.array();
        }
        BlockEntry entry = chain.tree()
                .find(found.header().hash())
                .filter(chain.active()::contains)
                .filter(known -> known.transactionCount() == found.transactions())
                .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Block not found in chain"));
        return entry.hasBody() ? Json.texts(found.txids()) : Json.array();
    }
}
