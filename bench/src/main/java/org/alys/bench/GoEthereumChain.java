package org.alys.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.horizen.evm.Address;
import io.horizen.evm.Evm;
import io.horizen.evm.EvmContext;
import io.horizen.evm.ForkRules;
import io.horizen.evm.Hash;
import io.horizen.evm.Invocation;
import io.horizen.evm.LevelDBDatabase;
import io.horizen.evm.StateDB;
import io.horizen.evm.results.InvocationResult;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;

/**
 * Blocks on the core of go-ethereum 1.13.4 (Shanghai): its state on a disk, its virtual machine, and around them what a transaction
 * pays. The library has no transactions of its own.
 */
final class GoEthereumChain implements AutoCloseable {
    private static final BigInteger QUOTIENT_OF_REFUND = BigInteger.valueOf(5);
    private static final ForkRules RULES = new ForkRules(true);
    private static final int CROSSINGS = 200;
    /** How often a transaction crosses into the library, beside the run of the code. */
    private static final int CROSSINGS_OF_TRANSACTION = 8;

    private final LevelDBDatabase database;
    private Hash root = StateDB.EMPTY_ROOT_HASH;

    GoEthereumChain(Path directory) {
        this.database = new LevelDBDatabase(directory.toString());
    }

    /** What its blocks have in common. */
    record Header(long chainId, long number, long time, BigInteger baseFee, long gasLimit, EvmAddressText coinbase) {}

    /** An address in hex with 0x. */
    record EvmAddressText(String hex) {
        Address address() {
            return new Address(hex);
        }
    }

    /**
     * A transaction without signature.
     *
     * @param price in wei per gas, base fee included
     */
    record Message(EvmAddressText from, EvmAddressText to, long gas, BigInteger price, BigInteger value, Bytes data) {}

    /**
     * What became of a block.
     *
     * @param nanos of executing and committing it
     * @param crossing of these, what crossing into the library took, as measured beside
     */
    record Outcome(String root, long nanos, long crossing) {}

    /** Takes over the accounts of a genesis file and returns the state root. */
    String allocate(Path genesis) throws IOException {
        JsonNode alloc = new ObjectMapper().readTree(genesis.toFile()).path("alloc");
        StateDB state = new StateDB(database, root);
        try {
            alloc.properties().forEach(entry -> {
                Address address = new Address(entry.getKey());
                JsonNode account = entry.getValue();
                state.setBalance(address, number(account.path("balance").asText("0x0")));
                state.setNonce(address, number(account.path("nonce").asText("0x0")));
                if (account.has("code")) {
                    state.setCode(
                            address, Hex.decode(account.path("code").asText().substring(2)));
                }
                account.path("storage")
                        .properties()
                        .forEach(slot -> state.setStorage(
                                address,
                                hash(slot.getKey()),
                                hash(slot.getValue().asText())));
            });
            state.finalizeChanges();
            root = state.commit();
            return root.toString();
        } finally {
            release(state);
        }
    }

    private static BigInteger number(String hex) {
        return UInt256.fromHex(hex).toBigInteger();
    }

    private static Hash hash(String hex) {
        return new Hash(UInt256.fromHex(hex).toArray());
    }

    /** Executes a block on the state of the one before and writes its state. */
    Outcome run(Header header, List<Message> messages) throws IOException {
        long start = System.nanoTime();
        StateDB state = new StateDB(database, root);
        try {
            for (Message message : messages) {
                run(state, header, message);
            }
            root = state.commit();
            long nanos = System.nanoTime() - start;
            return new Outcome(root.toString(), nanos, crossing(state, header) * messages.size());
        } finally {
            release(state);
        }
    }

    private static void release(AutoCloseable resource) throws IOException {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IOException("libevm does not let go of its state", e);
        }
    }

    private static void run(StateDB state, Header header, Message message) {
        Address from = message.from().address();
        Address to = message.to().address();
        Address coinbase = header.coinbase().address();
        BigInteger limit = BigInteger.valueOf(message.gas());
        state.accessSetup(from, to, coinbase, RULES);
        state.setNonce(from, state.getNonce(from).add(BigInteger.ONE));
        state.subBalance(from, limit.multiply(message.price()));
        BigInteger left = apply(state, header, message);
        BigInteger gross = limit.subtract(left);
        BigInteger used = gross.subtract(state.getRefund().min(gross.divide(QUOTIENT_OF_REFUND)));
        state.addBalance(from, limit.subtract(used).multiply(message.price()));
        state.addBalance(coinbase, used.multiply(message.price().subtract(header.baseFee())));
        state.finalizeChanges();
    }

    private static BigInteger apply(StateDB state, Header header, Message message) {
        EvmContext context = new EvmContext(
                BigInteger.valueOf(header.chainId()),
                header.coinbase().address(),
                BigInteger.valueOf(header.gasLimit()),
                message.price(),
                BigInteger.valueOf(header.number()),
                BigInteger.valueOf(header.time()),
                header.baseFee(),
                Hash.ZERO,
                RULES);
        byte[] data = message.data().toArray();
        BigInteger gas = BigInteger.valueOf(message.gas() - intrinsic(data));
        InvocationResult result = Evm.Apply(
                state,
                new Invocation(message.from().address(), message.to().address(), message.value(), data, gas, false),
                context);
        if (!result.executionError.isEmpty()) {
            throw new IllegalStateException("the transaction failed: " + result.executionError);
        }
        return result.leftOverGas;
    }

    private static long intrinsic(byte[] data) {
        long gas = 21_000;
        for (byte one : data) {
            gas += one == 0 ? 4 : 16;
        }
        return gas;
    }

    /** Nanoseconds that the crossings of one transaction take. The call is of nobody, with nothing. */
    private static long crossing(StateDB state, Header header) {
        Message nothing = new Message(
                header.coinbase(),
                new EvmAddressText("0x00000000000000000000000000000000000000ff"),
                50_000,
                BigInteger.ZERO,
                BigInteger.ZERO,
                Bytes.of(new byte[68]));
        long start = System.nanoTime();
        for (int i = 0; i < CROSSINGS; i++) {
            for (int j = 0; j < CROSSINGS_OF_TRANSACTION; j++) {
                state.getRefund();
            }
            apply(state, header, nothing);
        }
        return (System.nanoTime() - start) / CROSSINGS;
    }

    @Override
    public void close() throws IOException {
        release(database);
    }
}
