package org.alys.evm.state;

import java.nio.file.Path;
import org.alys.evm.store.RocksSettings;
import org.alys.evm.store.RocksStore;

/** Commits block after block on top of what it finds, and prints the number of each. */
final class CommittingChild {
    static final StateSettings SETTINGS = new StateSettings(5, false, 100_000);

    private CommittingChild() {}

    public static void main(String[] arguments) {
        RocksStore store = open(Path.of(arguments[0]));
        StateDatabase database = StateDatabase.open(store, SETTINGS);
        long next = Script.last(database) + 1;
        while (true) {
            Script.commit(database, next);
            System.out.println(next++);
        }
    }

    static RocksStore open(Path directory) {
        return RocksStore.open(directory, StateColumns.ALL, new RocksSettings(8 << 20, 4 << 20, 64, 1));
    }
}
