package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.alys.bitcoin.regtest.mempool.ScriptKind;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** The outputs that hide a script behind its hash. */
final class WrappedScripts {
    private WrappedScripts() {}

    static Bytes payToScriptHash(Bytes script) {
        return Bytes.fromHex("a914" + Bytes.of(Hashes.hash160(script.toArray())).toHex() + "87");
    }

    static Bytes payToWitnessScriptHash(Bytes script) {
        return Bytes.fromHex("0020" + Bytes.of(Hashes.sha256(script.toArray())).toHex());
    }

    /** Adds {@code p2sh} and {@code segwit} as {@code decodescript} shows them. */
    static void addTo(ObjectNode json, Bytes script, ScriptKind kind) {
        TransactionJson.address(payToScriptHash(script)).ifPresent(address -> json.put("p2sh", address));
        if (kind == ScriptKind.WITNESS_V0_KEYHASH || kind == ScriptKind.WITNESS_V0_SCRIPTHASH) {
            return;
        }
        Bytes segwit = switch (kind) {
            case PUBKEYHASH -> Bytes.fromHex("0014" + script.toHex().substring(6, 46));
            case PUBKEY ->
                Bytes.fromHex("0014"
                        + Bytes.of(Hashes.hash160(Bytes.fromHex(script.toHex()
                                                .substring(2, script.toHex().length() - 2))
                                        .toArray()))
                                .toHex());
            default -> payToWitnessScriptHash(script);
        };
        ObjectNode wrapped = TransactionJson.script(segwit);
        TransactionJson.address(payToScriptHash(segwit)).ifPresent(address -> wrapped.put("p2sh-segwit", address));
        json.set("segwit", wrapped);
    }
}
