package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.node.config.SecretFile;
import org.alys.primitives.Bytes32;
import org.alys.storage.slashing.SignKind;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/** All that a member's slashing protection was seen to hold. It forgets what is final, so it is read again and again. */
final class SeenSignatures {
    private static final String LOG = "slashing-protection.log";

    private final Path store;
    private final Path scratch;
    private final SigningIdentity identity;
    private final Map<Signed, Bytes32> roots = new HashMap<>();
    private long watermark;
    private long lastSlot;

    private record Signed(SignKind kind, long slot) {}

    /**
     * Of the store in a directory, which may be in use.
     *
     * @param scratch for copies
     */
    SeenSignatures(Path store, Path scratch, Path blsSecret, Bytes32 genesisRoot) throws IOException {
        this.store = store;
        this.scratch = scratch;
        this.identity = new SigningIdentity(
                genesisRoot,
                BlsSecretKey.of(SecretFile.read(blsSecret)).publicKey().bytes());
    }

    /** Looks; fails when something contradicts what was seen before. */
    void look() throws IOException {
        Path copy = Files.createTempDirectory(scratch, "signing");
        Files.copy(store.resolve(LOG), copy.resolve(LOG));
        try (SlashingProtection protection = SlashingProtection.open(copy, identity)) {
            watermark = protection.watermarkSlot();
            protection.export().records().forEach(this::add);
        }
    }

    private void add(SignRecord record) {
        lastSlot = Math.max(lastSlot, record.toSlot());
        if (record.kind() != SignKind.SKIP) {
            Bytes32 known =
                    roots.computeIfAbsent(new Signed(record.kind(), record.fromSlot()), absent -> record.root());
            assertThat(record.root())
                    .as("%s in slot %d", record.kind(), record.fromSlot())
                    .isEqualTo(known);
        }
    }

    /** The last slot for which anything was signed. */
    long lastSlot() {
        return lastSlot;
    }

    /** Whether the store could have forgotten a vote for this block: of what is older than the final block it keeps nothing. */
    boolean mayHaveForgotten(JsonNode block) {
        return slot(block) <= watermark;
    }

    /** Whether the vote for this block was seen. */
    boolean hasVoteFor(JsonNode block) {
        Bytes32 root = Bytes32.fromHex(block.path("root").asText());
        return roots.entrySet().contains(Map.entry(new Signed(SignKind.NOTARIZE, slot(block)), root));
    }

    private static long slot(JsonNode block) {
        return block.path("slot").asLong();
    }
}
