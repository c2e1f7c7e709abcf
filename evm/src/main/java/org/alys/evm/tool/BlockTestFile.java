package org.alys.evm.tool;

import static org.alys.evm.tool.FixtureJson.member;
import static org.alys.evm.tool.FixtureJson.optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.chain.ChainParameters;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.MemoryState;
import org.alys.evm.tool.BlockTestCase.Candidate;
import org.alys.primitives.UInt256;

/** A file of blockchain tests (ethereum/tests, BlockchainTests) as its cases. */
public final class BlockTestFile {
    private static final long MAX_BYTES = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TRANSITION_TIME = 15_000;

    private BlockTestFile() {}

    /**
     * The cases of a file on the networks that there are here; others are left out.
     *
     * @throws FixtureException when it is no file of blockchain tests, or larger than 64 MiB
     */
    public static List<BlockTestCase> read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new FixtureException(file + " is larger than any file of blockchain tests");
        }
        List<BlockTestCase> cases = new ArrayList<>();
        JSON.readTree(Files.readAllBytes(file)).properties().forEach(test -> {
            String network = member(test.getValue(), "network").asText();
            parameters(network)
                    .ifPresent(parameters -> cases.add(read(test.getKey(), network, parameters, test.getValue())));
        });
        return cases;
    }

    private static BlockTestCase read(String name, String network, ChainParameters parameters, JsonNode body) {
        Block first;
        try {
            first = BlockCodec.decode(
                    FixtureJson.bytes(member(body, "genesisRLP")).toArray());
        } catch (IllegalArgumentException e) {
            throw new FixtureException("the genesis block of " + name + " is malformed: " + e.getMessage());
        }
        Genesis genesis = new Genesis(parameters, first, GenesisFile.allocation(member(body, "pre")));
        List<Candidate> blocks = new ArrayList<>();
        for (JsonNode block : member(body, "blocks")) {
            blocks.add(new Candidate(
                    FixtureJson.bytes(member(block, "rlp")),
                    optional(block, "expectException").map(JsonNode::asText)));
        }
        return new BlockTestCase(
                name,
                network,
                genesis,
                blocks,
                FixtureJson.bytes32(member(body, "lastblockhash")),
                optional(body, "postState").map(FixtureJson::accounts).map(MemoryState::root));
    }

    private static Optional<ChainParameters> parameters(String network) {
        return switch (network.toLowerCase(Locale.ROOT)) {
            case "shanghai" -> Optional.of(ChainParameters.of(UInt256.ONE, Fork.SHANGHAI));
            case "cancun" -> Optional.of(ChainParameters.of(UInt256.ONE, Fork.CANCUN));
            case "prague" -> Optional.of(ChainParameters.of(UInt256.ONE, Fork.PRAGUE));
            case "osaka" -> Optional.of(ChainParameters.of(UInt256.ONE, Fork.OSAKA));
            case "shanghaitocancunattime15k" -> Optional.of(transition(Fork.SHANGHAI, Fork.CANCUN));
            case "cancuntopragueattime15k" -> Optional.of(transition(Fork.CANCUN, Fork.PRAGUE));
            case "praguetoosakaattime15k" -> Optional.of(transition(Fork.PRAGUE, Fork.OSAKA));
            default -> Optional.empty();
        };
    }

    private static ChainParameters transition(Fork from, Fork to) {
        return new ChainParameters(
                UInt256.ONE,
                List.of(new ChainParameters.Activation(0, from), new ChainParameters.Activation(TRANSITION_TIME, to)),
                BlobSchedule.ETHEREUM,
                Optional.empty());
    }
}
