package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.alys.chain.spec.Presets;
import org.alys.primitives.Bytes32;
import org.alys.storage.slashing.SignKind;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/** All that a member was seen to have signed. The store itself forgets what is final, so it is read after every kill. */
final class SignedRoots {
    private final Map<Signed, Bytes32> roots = new HashMap<>();

    private record Signed(SignKind kind, long slot) {}

    /** Adds what a copy of the store holds; fails when that contradicts what was seen before. */
    void add(Path store, Path scratch, Bytes32 genesisRoot) throws IOException {
        Path copy = copy(store, Files.createTempDirectory(scratch, "signing"));
        SigningIdentity identity = new SigningIdentity(
                genesisRoot, Presets.developmentSecret(0).publicKey().bytes());
        try (SlashingProtection protection = SlashingProtection.open(copy, identity)) {
            protection.export().records().forEach(this::add);
        }
    }

    int size() {
        return roots.size();
    }

    private void add(SignRecord record) {
        if (record.kind() == SignKind.SKIP) {
            return;
        }
        Signed signed = new Signed(record.kind(), record.fromSlot());
        Bytes32 known = roots.computeIfAbsent(signed, absent -> record.root());
        assertThat(record.root()).as("%s", signed).isEqualTo(known);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
