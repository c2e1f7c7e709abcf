package org.alys.bench;

import io.horizen.evm.Address;
import io.horizen.evm.Evm;
import io.horizen.evm.EvmContext;
import io.horizen.evm.ForkRules;
import io.horizen.evm.Hash;
import io.horizen.evm.Invocation;
import io.horizen.evm.LevelDBDatabase;
import io.horizen.evm.StateDB;
import io.horizen.evm.results.InvocationResult;
import java.math.BigInteger;
import java.nio.file.Path;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;

/**
 * The EVM of go-ethereum 1.13.4 (Shanghai), by way of libevm. A contract calls a precompiled one in a loop, so that crossing into
 * the library is paid once for many calls. To be used in a process without our native libraries ({@link GoEthereumPeer}).
 */
final class GoEthereum implements AutoCloseable {
    private static final BigInteger GAS = BigInteger.ONE.shiftLeft(50);
    private static final Address CALLER = new Address("0x00000000000000000000000000000000000000aa");
    private static final Address LOOP = new Address("0x00000000000000000000000000000000000000bb");
    /** Copies its input beyond the first word to memory; then, as often as that word says, a static call with it, which drops the output. */
    private static final String BEFORE = "602036038060206000376000355b6000600083600060";

    private static final String AFTER = "5afa506001900380600d5700";

    private final LevelDBDatabase database;
    private final StateDB state;
    private final EvmContext context = new EvmContext(
            BigInteger.ONE,
            Address.ZERO,
            GAS,
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.ONE,
            BigInteger.ZERO,
            Hash.ZERO,
            new ForkRules(true));

    private GoEthereum(LevelDBDatabase database) {
        this.database = database;
        this.state = new StateDB(database, StateDB.EMPTY_ROOT_HASH);
    }

    static GoEthereum open(Path directory) {
        return new GoEthereum(new LevelDBDatabase(directory.toString()));
    }

    /** Whether the library runs on this platform. */
    static boolean isAvailable() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** Nanoseconds for {@code calls} calls of a precompiled contract. */
    long run(int contract, byte[] input, int calls) {
        state.setCode(LOOP, Hex.decode(BEFORE + Hex.encode(new byte[] {(byte) contract}) + AFTER));
        byte[] data = Hex.decode(Hex.encode(UInt256.of(calls).toArray()) + Hex.encode(input));
        Invocation invocation = new Invocation(CALLER, LOOP, BigInteger.ZERO, data, GAS, false);
        long start = System.nanoTime();
        InvocationResult result = Evm.Apply(state, invocation, context);
        long elapsed = System.nanoTime() - start;
        if (!result.executionError.isEmpty()) {
            throw new IllegalStateException("go-ethereum refuses the calls: " + result.executionError);
        }
        return elapsed;
    }

    @Override
    public void close() {
        try (database) {
            state.close();
        } catch (Exception e) {
            throw new IllegalStateException("libevm does not let go of its state", e);
        }
    }
}
