package org.alys.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast one stream is between two processes, beside two js-libp2p nodes and beside the socket and the cipher alone. */
final class StreamRows {
    private static final double MEBIBYTE = 1024 * 1024;
    private static final Target FIVE_TIMES = new Target.RatioAtMost(0.2);
    private static final long WARMING_NANOS = 10_000_000_000L;
    private static final int RUNS = 5;

    private StreamRows() {}

    /**
     * One way to send.
     *
     * @param size bytes of a write
     */
    private record Load(String name, int size, int writes) {
        double mebibytes() {
            return size * (double) writes / MEBIBYTE;
        }
    }

    private static final Load LARGE = new Load("1 MiB written over one stream", (int) MEBIBYTE, 256);
    private static final Load SMALL = new Load("100 bytes written over one stream", 100, 100_000);

    static List<Row> measure(Effort effort) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        try (ScratchDirectory scratch = ScratchDirectory.create();
                SinkPair own = SinkPair.ofJava(SinkHost.class);
                SinkPair floor = SinkPair.ofJava(SinkFloor.class)) {
            Optional<SinkPair> js = JsPair.start(scratch.path());
            try {
                rows.addAll(large(new Contest(LARGE, own), new Contest(LARGE, floor), contest(LARGE, js), effort));
                rows.addAll(small(new Contest(SMALL, own), contest(SMALL, js), effort));
            } finally {
                if (js.isPresent()) {
                    js.get().close();
                }
            }
        }
        return rows;
    }

    private static Optional<Contest> contest(Load load, Optional<SinkPair> pair) {
        return pair.map(found -> new Contest(load, found));
    }

    private static List<Row> large(Contest own, Contest floor, Optional<Contest> js, Effort effort) throws IOException {
        List<Contest> all = new ArrayList<>(List.of(own, floor));
        js.ifPresent(all::add);
        run(all, effort);
        List<Row> rows = new ArrayList<>();
        rows.add(against(own.mebibytesPerSecond(""), own, js));
        js.ifPresent(peer -> rows.add(peer.mebibytesPerSecond(", js-libp2p")));
        rows.add(floor.mebibytesPerSecond(", socket and cipher alone"));
        Row core = own.coreMillis("");
        rows.add(js.map(peer -> core.comparedWith(own.coreNanos() / peer.coreNanos(), "js-libp2p"))
                .orElse(core));
        js.ifPresent(peer -> rows.add(peer.coreMillis(", js-libp2p")));
        rows.add(floor.coreMillis(", socket and cipher alone")
                .comparedWith(floor.coreNanos() / own.coreNanos(), "ours"));
        return rows;
    }

    private static List<Row> small(Contest own, Optional<Contest> js, Effort effort) throws IOException {
        List<Contest> all = new ArrayList<>(List.of(own));
        js.ifPresent(all::add);
        run(all, effort);
        List<Row> rows = new ArrayList<>();
        rows.add(against(own.writesPerSecond(""), own, js));
        js.ifPresent(peer -> rows.add(peer.writesPerSecond(", js-libp2p")));
        return rows;
    }

    private static Row against(Row row, Contest own, Optional<Contest> js) {
        return js.map(peer -> row.comparedWith(own.nanos() / peer.nanos(), "js-libp2p")
                        .withTarget(FIVE_TIMES))
                .orElse(row);
    }

    /** Warms all up, then runs them in turns, so that what else the machine does falls on all. */
    private static void run(List<Contest> all, Effort effort) throws IOException {
        for (Contest contest : all) {
            contest.warmUp();
        }
        for (int i = 0; i < RUNS * effort.factor(); i++) {
            for (Contest contest : all) {
                contest.run();
            }
        }
    }

    /** A pair under a load, and what it took. */
    private static final class Contest {
        private final Load load;
        private final SinkPair pair;
        private final List<SinkPair.Transfer> transfers = new ArrayList<>();

        Contest(Load load, SinkPair pair) {
            this.load = load;
            this.pair = pair;
        }

        void warmUp() throws IOException {
            long start = System.nanoTime();
            while (System.nanoTime() - start < WARMING_NANOS) {
                pair.send(load.size(), load.writes());
            }
        }

        void run() throws IOException {
            transfers.add(pair.send(load.size(), load.writes()));
        }

        /** The median. */
        double nanos() {
            return Figures.median(transfers.stream()
                    .map(transfer -> (double) transfer.nanos())
                    .toList());
        }

        /** The mean: the clock of processor time is too coarse for one run. */
        double coreNanos() {
            return transfers.stream()
                    .mapToLong(SinkPair.Transfer::processorNanos)
                    .average()
                    .orElseThrow();
        }

        Row mebibytesPerSecond(String whose) {
            return Row.of(load.name() + whose, load.mebibytes() * 1e9 / nanos(), "MiB/s");
        }

        Row writesPerSecond(String whose) {
            return Row.of(load.name() + whose, load.writes() * 1e9 / nanos(), "per s");
        }

        Row coreMillis(String whose) {
            return Row.of("core time of both ends for it" + whose, coreNanos() / 1e6 / load.mebibytes(), "ms/MiB");
        }
    }
}
