package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.taproot.BitcoinAddress;
import org.alys.bitcoin.taproot.BitcoinAddress.Kind;
import org.alys.bitcoin.taproot.ParsedAddress;
import org.alys.bitcoin.tx.BitcoinNetwork;

/** Addresses in Bitcoin Core's shapes. */
final class AddressJson {
    private AddressJson() {}

    static ObjectNode validate(String text) {
        ObjectNode json = Json.object();
        if (BitcoinAddress.parse(text, BitcoinNetwork.REGTEST)
                instanceof ParsedAddress.Payable(BitcoinAddress address)) {
            json.put("isvalid", true);
            describe(json, address);
            return json;
        }
        json.put("isvalid", false);
        json.putArray("error_locations");
        json.put("error", "Invalid or unsupported Segwit (Bech32) or Base58 encoding.");
        return json;
    }

    static void describe(ObjectNode json, BitcoinAddress address) {
        Kind kind = address.kind();
        json.put("address", address.toString());
        json.put("scriptPubKey", address.scriptPubKey().toHex());
        json.put("isscript", kind == Kind.P2SH || kind == Kind.P2WSH || kind == Kind.P2TR);
        ScriptParser.witnessProgram(address.scriptPubKey())
                .ifPresentOrElse(
                        program -> json.put("iswitness", true)
                                .put("witness_version", program.version())
                                .put("witness_program", program.program().toHex()),
                        () -> json.put("iswitness", false));
    }
}
