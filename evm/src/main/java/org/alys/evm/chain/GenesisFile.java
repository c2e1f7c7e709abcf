package org.alys.evm.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.Bloom;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.block.Roots;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateDelta;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * Reads go-ethereum's genesis format. The chain must be after the merge and at least on Shanghai from its first block on; the
 * activations of older forks are not looked at.
 */
public final class GenesisFile {
    private static final String DEFAULT_BASE_FEE = "0x3b9aca00";
    private static final int MAX_EXTRA_DATA = 32;

    private GenesisFile() {}

    /**
     * The genesis of a chain.
     *
     * @throws IllegalArgumentException with what is wrong with the file
     */
    public static Genesis parse(String json) {
        JsonNode file;
        try {
            file = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the genesis file is not JSON: " + e.getOriginalMessage(), e);
        }
        ChainParameters parameters = parameters(file.path("config"));
        GenesisAllocation allocation = GenesisAllocation.of(file.path("alloc"));
        Bytes32 stateRoot = MemoryState.EMPTY.with(allocation.delta()).root();
        BlockHeader header = header(file, parameters, stateRoot);
        Block block = new Block(HeaderCodec.hash(header), header, List.of(), List.of());
        return new Genesis(parameters, block, allocation.delta());
    }

    /** The accounts of an {@code alloc}: address to balance, nonce, code and storage, as changes against nothing. */
    public static StateDelta allocation(JsonNode alloc) {
        return GenesisAllocation.of(alloc).delta();
    }

    private static ChainParameters parameters(JsonNode config) {
        if (!config.has("chainId")) {
            throw new IllegalArgumentException("the genesis file has no config.chainId");
        }
        List<ChainParameters.Activation> forks = new ArrayList<>();
        Map<Fork, BlobSchedule> blobs = new EnumMap<>(Fork.class);
        for (Fork fork : Fork.values()) {
            String name = fork.name().toLowerCase(Locale.ROOT);
            if (config.has(name + "Time")) {
                forks.add(new ChainParameters.Activation(Quantity.of(config.path(name + "Time")), fork));
                schedule(fork, config.path("blobSchedule").path(name), blobs).ifPresent(blob -> blobs.put(fork, blob));
            }
        }
        Optional<EvmAddress> deposits = Optional.ofNullable(config.get("depositContractAddress"))
                .map(node -> EvmAddress.fromHex(node.asText()));
        return new ChainParameters(Quantity.word(config.path("chainId")), forks, blobs, deposits);
    }

    /** Osaka changes nothing of the schedule before it. */
    private static Optional<BlobSchedule> schedule(Fork fork, JsonNode node, Map<Fork, BlobSchedule> earlier) {
        if (!node.isMissingNode()) {
            return Optional.of(new BlobSchedule(
                    (int) Quantity.of(node.path("target")),
                    (int) Quantity.of(node.path("max")),
                    Quantity.of(node.path("baseFeeUpdateFraction"))));
        }
        return Optional.ofNullable(
                fork == Fork.OSAKA && earlier.containsKey(Fork.PRAGUE)
                        ? earlier.get(Fork.PRAGUE)
                        : BlobSchedule.ETHEREUM.get(fork));
    }

    private static BlockHeader header(JsonNode file, ChainParameters parameters, Bytes32 stateRoot) {
        long timestamp = Quantity.of(file.path("timestamp"));
        Fork fork = parameters.forkAt(timestamp);
        if (Quantity.of(file.path("difficulty")) != 0) {
            throw new IllegalArgumentException(
                    "the difficulty of the genesis block is not 0: the chain is not after the merge");
        }
        Bytes extraData = Bytes.fromHex(file.path("extraData").asText("0x"));
        if (extraData.size() > MAX_EXTRA_DATA) {
            throw new IllegalArgumentException("extraData has " + extraData.size() + " bytes, at most 32 are allowed");
        }
        boolean cancun = fork.includes(Fork.CANCUN);
        return new BlockHeader(
                hash(file, "parentHash"),
                EvmAddress.fromHex(file.path("coinbase").asText(EvmAddress.ZERO.toHex0x())),
                stateRoot,
                Trie.EMPTY_ROOT,
                Trie.EMPTY_ROOT,
                Bloom.EMPTY,
                0,
                Quantity.of(file.path("gasLimit")),
                Quantity.of(file.path("gasUsed")),
                timestamp,
                extraData,
                hash(file, "mixHash"),
                UInt256.fromHex(file.path("baseFeePerGas").asText(DEFAULT_BASE_FEE)),
                Trie.EMPTY_ROOT,
                cancun ? Optional.of(Quantity.of(file.path("blobGasUsed"))) : Optional.empty(),
                cancun ? Optional.of(Quantity.of(file.path("excessBlobGas"))) : Optional.empty(),
                cancun ? Optional.of(hash(file, "parentBeaconBlockRoot")) : Optional.empty(),
                fork.includes(Fork.PRAGUE) ? Optional.of(Roots.ofRequests(List.of())) : Optional.empty());
    }

    private static Bytes32 hash(JsonNode file, String name) {
        return Bytes32.fromHex(file.path(name).asText(Bytes32.ZERO.toHex0x()));
    }
}
