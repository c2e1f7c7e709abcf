package org.alys.engine.genesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * The genesis block of the execution layer in go-ethereum's file format, which every client reads. All forks up to the
 * chosen one are active from block 0; nobody owns anything, because all coins come from peg-ins.
 */
public final class ExecutionGenesis {
    public static final long GAS_LIMIT = 30_000_000;
    public static final Wei BASE_FEE = Wei.ofGwei(1);

    private static final List<String> BLOCK_FORKS = List.of(
            "homesteadBlock",
            "eip150Block",
            "eip155Block",
            "eip158Block",
            "byzantiumBlock",
            "constantinopleBlock",
            "petersburgBlock",
            "istanbulBlock",
            "muirGlacierBlock",
            "berlinBlock",
            "londonBlock",
            "arrowGlacierBlock",
            "grayGlacierBlock",
            "mergeNetsplitBlock");
    private static final String MAX_WORD = "0x" + "ff".repeat(32);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExecutionGenesis() {}

    /** The file's content; the same parameters give the same bytes. */
    public static String json(GenesisParameters parameters) {
        ObjectNode genesis = JSON.createObjectNode();
        writeConfig(parameters, genesis.putObject("config"));
        genesis.put("nonce", "0x0000000000000000")
                .put("timestamp", "0x" + Long.toHexString(parameters.genesisTime()))
                .put("extraData", parameters.extraData().toHex0x())
                .put("gasLimit", "0x" + Long.toHexString(GAS_LIMIT))
                .put("difficulty", "0x0")
                .put("mixHash", Bytes32.ZERO.toHex0x())
                .put("coinbase", EvmAddress.ZERO.toHex0x())
                .put("baseFeePerGas", BASE_FEE.toHex());
        writeAlloc(parameters, genesis.putObject("alloc"));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(genesis) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
        }
    }

    /** Writes the file, over an existing one. */
    public static void write(GenesisParameters parameters, Path file) throws IOException {
        Files.writeString(file, json(parameters));
    }

    private static void writeConfig(GenesisParameters parameters, ObjectNode config) {
        config.put("chainId", parameters.chainId());
        BLOCK_FORKS.forEach(fork -> config.put(fork, 0));
        config.put("terminalTotalDifficulty", 0).put("terminalTotalDifficultyPassed", true);
        for (Fork fork : Fork.values()) {
            if (parameters.fork().includes(fork)) {
                config.put(nameOf(fork) + "Time", 0);
            }
        }
        if (parameters.fork().includes(Fork.CANCUN)) {
            ObjectNode schedule = config.putObject("blobSchedule");
            writeBlobs(schedule.putObject("cancun"), 3_338_477);
            if (parameters.fork().includes(Fork.PRAGUE)) {
                writeBlobs(schedule.putObject("prague"), 5_007_716);
                // Deposit requests (EIP-6110) come from here, so there are none: nobody holds a key for this address.
                config.put("depositContractAddress", EvmAddress.ZERO.toHex0x());
            }
            if (parameters.fork().includes(Fork.OSAKA)) {
                writeBlobs(schedule.putObject("osaka"), 5_007_716);
            }
        }
    }

    /** No room for blobs, which have no place on this chain; the fraction is the fork's own and never matters. */
    private static void writeBlobs(ObjectNode blobs, long baseFeeUpdateFraction) {
        blobs.put("target", 0).put("max", 0).put("baseFeeUpdateFraction", baseFeeUpdateFraction);
    }

    private static void writeAlloc(GenesisParameters parameters, ObjectNode alloc) {
        alloc.putObject(BridgeContract.ADDRESS.toHex0x())
                .put("balance", "0x0")
                .put("nonce", "0x1")
                .put(
                        "code",
                        BridgeContract.load()
                                .runtimeCode(parameters.minimumPegOut())
                                .toHex0x());
        for (SystemContract contract : SystemContract.of(parameters.fork())) {
            ObjectNode account = alloc.putObject(contract.address().toHex0x());
            account.put("balance", "0x0")
                    .put("nonce", "0x1")
                    .put("code", contract.code().toHex0x());
            if (contract.inhibited()) {
                account.putObject("storage").put(Bytes32.ZERO.toHex0x(), MAX_WORD);
            }
        }
    }

    private static String nameOf(Fork fork) {
        return fork.name().toLowerCase(Locale.ROOT);
    }
}
