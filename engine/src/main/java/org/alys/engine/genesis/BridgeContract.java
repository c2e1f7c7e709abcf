package org.alys.engine.genesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * The compiled Bridge contract. Its minimum is an {@code immutable}: a constructor would write it into the code, and so
 * does the genesis file, so the code alone tells whether a client has the right contract.
 */
public final class BridgeContract {
    /** Where the genesis block places it. */
    public static final EvmAddress ADDRESS = EvmAddress.fromHex("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB");

    /** Where burned coins go. */
    public static final EvmAddress BURN_ADDRESS = EvmAddress.fromHex("0x000000000000000000000000000000000000dEaD");

    private static final String RESOURCE = "Bridge.json";

    private final Bytes creationCode;
    private final Bytes runtimeCode;
    private final List<Integer> minimumOffsets;

    private BridgeContract(JsonNode artifact) {
        this.creationCode = Bytes.fromHex(artifact.get("creationCode").textValue());
        this.runtimeCode = Bytes.fromHex(artifact.get("runtimeCode").textValue());
        List<Integer> offsets = new ArrayList<>();
        artifact.get("minimumSatsOffsets").forEach(offset -> offsets.add(offset.intValue()));
        this.minimumOffsets = List.copyOf(offsets);
    }

    /** The contract that this build carries. */
    public static BridgeContract load() {
        try (InputStream in = BridgeContract.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks its resource " + RESOURCE);
            }
            return new BridgeContract(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("this build's resource " + RESOURCE + " cannot be read", e);
        }
    }

    /** The code as it stands in the state of a chain with this minimum. */
    public Bytes runtimeCode(Sats minimum) {
        byte[] code = runtimeCode.toArray();
        Bytes32 word = word(minimum);
        minimumOffsets.forEach(offset -> word.copyTo(code, offset));
        return Bytes.of(code);
    }

    /** The code of a transaction that deploys the contract, for chains that do not have it from genesis. */
    public Bytes creationCode(Sats minimum) {
        byte[] code = new byte[creationCode.size() + Bytes32.SIZE];
        creationCode.copyTo(code, 0);
        word(minimum).copyTo(code, creationCode.size());
        return Bytes.of(code);
    }

    private static Bytes32 word(Sats amount) {
        return Bytes32.fromHex("%064x".formatted(amount.value()));
    }
}
