package org.alys.engine.genesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.engine.BlockRef;
import org.alys.engine.EngineMethods;
import org.alys.engine.ExecutionClient;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;

/** Asks a running client whether it started from this network's genesis file. */
public final class GenesisCheck {
    private static final BlockRef GENESIS = new BlockRef.Height(0);

    private GenesisCheck() {}

    /**
     * All that is wrong, empty when the client may be used. A client whose genesis block is of another fork can fail with
     * {@link org.alys.engine.ExecutionFailure.BadAnswer}, because that block lacks fields.
     */
    public static List<GenesisProblem> problems(ExecutionClient client, GenesisParameters expected) {
        List<GenesisProblem> problems = new ArrayList<>();
        Set<String> missing = EngineMethods.of(expected.fork()).missingFrom(client.exchangeCapabilities());
        if (!missing.isEmpty()) {
            problems.add(new GenesisProblem.MethodsMissing(expected.fork(), missing));
        }
        long chainId = client.chainId();
        if (chainId != expected.chainId()) {
            problems.add(new GenesisProblem.WrongChainId(expected.chainId(), chainId));
        }
        Optional<ExecutionPayload> genesis = client.payloadAt(GENESIS);
        genesis.ifPresentOrElse(
                block -> compareFields(block, expected, problems),
                () -> problems.add(new GenesisProblem.WrongField("block 0", "one", "none")));
        if (genesis.isPresent()) {
            compareContracts(client, expected, problems);
        }
        return List.copyOf(problems);
    }

    private static void compareFields(
            ExecutionPayload block, GenesisParameters expected, List<GenesisProblem> problems) {
        compare("timestamp", expected.genesisTime(), block.timestamp(), problems);
        compare("gasLimit", ExecutionGenesis.GAS_LIMIT, block.gasLimit(), problems);
        compare("baseFeePerGas", ExecutionGenesis.BASE_FEE, block.baseFeePerGas(), problems);
        compare("extraData", expected.extraData(), block.extraData(), problems);
    }

    private static void compare(String field, Object expected, Object actual, List<GenesisProblem> problems) {
        if (!expected.equals(actual)) {
            problems.add(new GenesisProblem.WrongField(field, expected.toString(), actual.toString()));
        }
    }

    private static void compareContracts(
            ExecutionClient client, GenesisParameters expected, List<GenesisProblem> problems) {
        compareCode(
                client, BridgeContract.ADDRESS, BridgeContract.load().runtimeCode(expected.minimumPegOut()), problems);
        for (SystemContract contract : SystemContract.of(expected.fork())) {
            compareCode(client, contract.address(), contract.code(), problems);
        }
    }

    /** At the head, not at genesis: old states may be pruned, and none of these contracts can change its code. */
    private static void compareCode(
            ExecutionClient client, EvmAddress address, Bytes expected, List<GenesisProblem> problems) {
        Bytes actual = client.code(address, BlockRef.Tag.LATEST);
        if (actual.isEmpty()) {
            problems.add(new GenesisProblem.ContractMissing(address));
        } else if (!actual.equals(expected)) {
            problems.add(new GenesisProblem.ContractDiffers(address));
        }
    }
}
