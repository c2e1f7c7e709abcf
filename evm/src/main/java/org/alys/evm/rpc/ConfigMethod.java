package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.alys.evm.block.Block;
import org.alys.evm.chain.ChainParameters.Activation;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompiles;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** {@code eth_config} (EIP-7910): the rules of the chain as they are, as they will be next, and the last that are planned. */
final class ConfigMethod {
    /** As EIP-7910 has them, in the order of the addresses. */
    private static final List<String> PRECOMPILES = List.of(
            "ECREC",
            "SHA256",
            "RIPEMD160",
            "ID",
            "MODEXP",
            "BN254_ADD",
            "BN254_MUL",
            "BN254_PAIRING",
            "BLAKE2F",
            "KZG_POINT_EVALUATION",
            "BLS12_G1ADD",
            "BLS12_G1MSM",
            "BLS12_G2ADD",
            "BLS12_G2MSM",
            "BLS12_PAIRING_CHECK",
            "BLS12_MAP_FP_TO_G1",
            "BLS12_MAP_FP2_TO_G2",
            "P256VERIFY");

    private final ChainReader chain;

    ConfigMethod(ChainReader chain) {
        this.chain = chain;
    }

    JsonNode config() {
        List<Activation> forks = chain.parameters().forks();
        long now = chain.head().header().timestamp();
        Optional<Activation> next = forks.stream()
                .filter(fork -> Long.compareUnsigned(fork.timestamp(), now) > 0)
                .findFirst();
        ObjectNode answer = EthJson.JSON.objectNode();
        answer.set("current", at(now));
        answer.set("next", next.map(fork -> at(fork.timestamp())).orElseGet(NullNode::getInstance));
        answer.set("last", next.map(_ -> at(forks.getLast().timestamp())).orElseGet(NullNode::getInstance));
        return answer;
    }

    /** The rules of a block with this timestamp. */
    private JsonNode at(long timestamp) {
        List<Activation> begun = chain.parameters().forks().stream()
                .filter(fork -> Long.compareUnsigned(fork.timestamp(), timestamp) <= 0)
                .toList();
        Fork fork = chain.forkAt(timestamp);
        ObjectNode answer = EthJson.JSON
                .objectNode()
                .put("activationTime", begun.isEmpty() ? 0 : begun.getLast().timestamp());
        answer.set("blobSchedule", blobs(fork));
        answer.put("chainId", chain.chainId().toHex());
        answer.put("forkId", forkId(begun));
        answer.set("precompiles", precompiles(fork));
        answer.set("systemContracts", systemContracts(fork));
        return answer;
    }

    private JsonNode blobs(Fork fork) {
        return chain.parameters()
                .blobsOf(fork)
                .<JsonNode>map(schedule -> EthJson.JSON
                        .objectNode()
                        .put("baseFeeUpdateFraction", schedule.baseFeeUpdateFraction())
                        .put("max", schedule.max())
                        .put("target", schedule.target()))
                .orElseGet(NullNode::getInstance);
    }

    private String forkId(List<Activation> begun) {
        Block genesis = chain.blockAt(0).orElseThrow();
        long start = genesis.header().timestamp();
        return forkHash(
                genesis.hash(),
                begun.stream()
                        .map(Activation::timestamp)
                        .filter(time -> Long.compareUnsigned(time, start) > 0)
                        .distinct()
                        .toList());
    }

    /**
     * The first half of a fork identifier (EIP-6122).
     *
     * @param times of the forks since the genesis block, each once
     */
    static String forkHash(Bytes32 genesis, List<Long> times) {
        CRC32 checksum = new CRC32();
        checksum.update(genesis.toArray());
        times.forEach(time ->
                checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(time).flip()));
        return String.format("0x%08x", checksum.getValue());
    }

    private static ObjectNode precompiles(Fork fork) {
        ObjectNode answer = EthJson.JSON.objectNode();
        List<EvmAddress> addresses = Precompiles.of(fork).addresses();
        for (int i = 0; i < addresses.size(); i++) {
            answer.put(PRECOMPILES.get(i), addresses.get(i).toHex0x());
        }
        return answer;
    }

    private ObjectNode systemContracts(Fork fork) {
        ObjectNode answer = EthJson.JSON.objectNode();
        if (fork.includes(Fork.CANCUN)) {
            answer.put("BEACON_ROOTS_ADDRESS", SystemContracts.BEACON_ROOTS.toHex0x());
        }
        if (fork.includes(Fork.PRAGUE)) {
            answer.put("CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS", SystemContracts.CONSOLIDATION_REQUESTS.toHex0x());
            chain.parameters()
                    .depositContract()
                    .ifPresent(address -> answer.put("DEPOSIT_CONTRACT_ADDRESS", address.toHex0x()));
            answer.put("HISTORY_STORAGE_ADDRESS", SystemContracts.BLOCK_HASHES.toHex0x());
            answer.put("WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS", SystemContracts.WITHDRAWAL_REQUESTS.toHex0x());
        }
        return answer;
    }
}
