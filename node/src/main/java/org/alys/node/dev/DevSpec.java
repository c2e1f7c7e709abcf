package org.alys.node.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Presets;

/** The chain spec of a development chain: the development preset with its first members. Made once, then kept. */
final class DevSpec {
    private DevSpec() {}

    static ChainSpec in(Path directory, int members, InstantSource clock) throws IOException {
        Path file = directory.resolve("genesis-time");
        if (!Files.exists(file)) {
            long slot = Presets.development(2).slotDurationSeconds();
            long now = clock.instant().getEpochSecond();
            Files.writeString(file, (now - now % slot) + "\n");
        }
        ChainSpec preset =
                Presets.development(Long.parseLong(Files.readString(file).strip()));
        return preset.withFederation(preset.federation().subList(0, members), Math.min(members, preset.threshold()));
    }
}
