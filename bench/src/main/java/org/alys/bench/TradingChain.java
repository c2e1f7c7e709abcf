package org.alys.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.evm.crypto.Secp256k1;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.alys.primitives.UInt256;

/** A chain whose genesis block has rich accounts, two tokens and a pair ({@code Trading.sol}), and what its users send. */
final class TradingChain {
    static final int ACCOUNTS = 450;
    static final long CHAIN_ID = 121_212;
    private static final String TOKEN_1 = "0x1000000000000000000000000000000000000001";
    private static final String TOKEN_2 = "0x1000000000000000000000000000000000000002";
    private static final String PAIR = "0x1000000000000000000000000000000000000003";
    private static final String RICH = "0x3635c9adc5dea00000";
    private static final UInt256 FEE = UInt256.of(5_000_000_000L);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EvmAddress[] addresses = new EvmAddress[ACCOUNTS];
    private final long[] nonces = new long[ACCOUNTS];
    private final String genesis;

    TradingChain(long genesisTime, Fork fork) throws IOException {
        for (int i = 0; i < ACCOUNTS; i++) {
            addresses[i] = Secp256k1.addressOf(Secp256k1.publicKey(key(i)));
        }
        GenesisParameters parameters =
                new GenesisParameters(CHAIN_ID, fork, genesisTime, new Sats(10_000), Bytes.EMPTY);
        ObjectNode file = (ObjectNode) JSON.readTree(ExecutionGenesis.json(parameters));
        allocate((ObjectNode) file.path("alloc"));
        genesis = JSON.writeValueAsString(file);
    }

    private void allocate(ObjectNode alloc) throws IOException {
        JsonNode code;
        try (InputStream in = TradingChain.class.getResourceAsStream("Trading.json")) {
            code = JSON.readTree(in);
        }
        for (EvmAddress address : addresses) {
            alloc.putObject(address.toHex0x().toLowerCase(Locale.ROOT)).put("balance", RICH);
        }
        ObjectNode first = contract(alloc, TOKEN_1, code.path("Token").asText());
        ObjectNode second = contract(alloc, TOKEN_2, code.path("Token").asText());
        contract(alloc, PAIR, code.path("Pair").asText());
        EvmAddress pair = EvmAddress.fromHex(PAIR);
        for (EvmAddress address : addresses) {
            first.put(balanceSlot(address), word(RICH));
            first.put(slot(pair, UInt256.fromHex(slot(address, UInt256.ONE))), word(RICH));
        }
        first.put(balanceSlot(pair), word(RICH));
        second.put(balanceSlot(pair), word(RICH));
    }

    private static ObjectNode contract(ObjectNode alloc, String address, String code) {
        return alloc.putObject(address)
                .put("balance", "0x0")
                .put("nonce", "0x1")
                .put("code", "0x" + code)
                .putObject("storage");
    }

    private static String word(String number) {
        return UInt256.fromHex(number).toBytes32().toHex0x();
    }

    private static String balanceSlot(EvmAddress holder) {
        return slot(holder, UInt256.ZERO);
    }

    /** Where Solidity keeps the entry of a mapping at {@code position}. */
    private static String slot(EvmAddress key, UInt256 position) {
        byte[] input = new byte[64];
        System.arraycopy(key.toArray(), 0, input, 12, EvmAddress.SIZE);
        position.copyTo(input, 32);
        return Hex.encode0x(Hashes.keccak256(input));
    }

    /** In go-ethereum's format. */
    String genesis() {
        return genesis;
    }

    private static Bytes32 key(int account) {
        return UInt256.of(1_000L + account).toBytes32();
    }

    /** As many payments as token transfers, and some swaps; of up to 450 accounts, each of which sends one. */
    List<SignedTransaction> mixed(int transfers, int swaps) {
        List<SignedTransaction> list = new ArrayList<>();
        for (int i = 0; i < transfers; i++) {
            list.add(payment(i, i + 1));
            list.add(tokenTransfer(200 + i, i));
        }
        for (int i = 0; i < swaps; i++) {
            list.add(swap(400 + i));
        }
        return list;
    }

    SignedTransaction payment(int account, int to) {
        return send(account, addresses[to], 21_000, Bytes.EMPTY, UInt256.ONE);
    }

    SignedTransaction tokenTransfer(int account, int to) {
        String data = "a9059cbb" + "00".repeat(12) + Hex.encode(addresses[to].toArray()) + amount();
        return send(account, EvmAddress.fromHex(TOKEN_1), 100_000, Bytes.fromHex(data), UInt256.ZERO);
    }

    SignedTransaction swap(int account) {
        return send(account, EvmAddress.fromHex(PAIR), 300_000, Bytes.fromHex("94b918de" + amount()), UInt256.ZERO);
    }

    private static String amount() {
        return UInt256.of(1_000_000).toBytes32().toHex();
    }

    private SignedTransaction send(int account, EvmAddress to, long gas, Bytes data, UInt256 value) {
        return TransactionDraft.of(TransactionType.DYNAMIC_FEE, UInt256.of(CHAIN_ID))
                .nonce(nonces[account]++)
                .fees(UInt256.of(1_000_000_000L), FEE)
                .gasLimit(gas)
                .to(to)
                .value(value)
                .data(data)
                .sign(key(account));
    }
}
