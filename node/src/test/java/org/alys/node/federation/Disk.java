package org.alys.node.federation;

import java.nio.file.Path;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/** What a member keeps on its disk, opened by one of its processes. */
record Disk(ChainDatabase database, SlashingProtection protection) implements AutoCloseable {
    private static final long MIB = 1 << 20;
    static final DatabaseOptions SMALL = new DatabaseOptions(8 * MIB, 4 * MIB, 32, 1, System::nanoTime);

    static Disk open(Path directory, Network network, int member) {
        return new Disk(
                ChainDatabase.open(directory.resolve("chain"), network.genesis().root(), SMALL),
                protection(directory, network, member));
    }

    static SlashingProtection protection(Path directory, Network network, int member) {
        return SlashingProtection.open(
                directory.resolve("signing"),
                new SigningIdentity(
                        network.genesis().root(),
                        network.secret(member).publicKey().bytes()));
    }

    @Override
    public void close() {
        protection.close();
        database.close();
    }
}
