package org.alys.bitcoin.regtest.server;

import org.alys.bitcoin.taproot.BitcoinAddress;
import org.alys.bitcoin.taproot.ParsedAddress;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.primitives.Bytes;

/** The scripts that addresses and simple descriptors stand for. */
final class PayoutScripts {
    private PayoutScripts() {}

    static Bytes ofAddress(String address, RpcException otherwise) throws RpcException {
        if (BitcoinAddress.parse(address, BitcoinNetwork.REGTEST)
                instanceof ParsedAddress.Payable(BitcoinAddress payable)) {
            return payable.scriptPubKey();
        }
        throw otherwise;
    }

    static Bytes ofAddress(String address) throws RpcException {
        return ofAddress(
                address,
                RpcError.INVALID_ADDRESS_OR_KEY.with("Invalid Bitcoin address: " + RpcParams.bounded(address)));
    }

    /** {@code raw(HEX)} and {@code addr(ADDRESS)}, with or without a checksum. */
    static Bytes ofDescriptor(String text) throws RpcException {
        String body = Descriptor.withoutChecksum(text);
        int open = body.indexOf('(');
        if (open > 0 && body.endsWith(")")) {
            String inner = body.substring(open + 1, body.length() - 1);
            String function = body.substring(0, open);
            if (function.equals("raw")) {
                return RpcParams.hex(Json.text(inner), RpcError.INVALID_ADDRESS_OR_KEY, "Raw script is not hex");
            }
            if (function.equals("addr")) {
                return ofAddress(inner, RpcError.INVALID_ADDRESS_OR_KEY.with("Address is not valid"));
            }
        }
        throw RpcError.INVALID_ADDRESS_OR_KEY.with(
                "only raw() and addr() are known here, not '" + RpcParams.bounded(body) + "'");
    }
}
