package org.alys.bench;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Streams over TCP, Noise and yamux on the loopback interface, beside a pair of js-libp2p nodes; gossip; idle connections. */
final class P2pSuite implements Suite {
    private static final int IDLE = 200;
    private static final int IDLE_MEGABYTES = 40;
    private static final int GOSSIPING = 7;
    private static final int BLOCK = 100_000;
    private static final int GOSSIP_WARMUPS = 200;
    private static final int GOSSIP_RUNS = 200;
    private static final int SLOWEST_GOSSIP_MILLIS = 60;

    @Override
    public String name() {
        return "p2p";
    }

    @Override
    public String summary() {
        return "sends over TCP, Noise and yamux between two processes, beside two js-libp2p nodes; gossips blocks; weighs idle connections";
    }

    @Override
    public List<Row> run(Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>(StreamRows.measure(effort));
        rows.add(gossip(effort));
        rows.addAll(idle());
        return rows;
    }

    private static Row gossip(Effort effort) throws IOException, InterruptedException {
        try (GossipNet net = new GossipNet(GOSSIPING)) {
            for (int i = 0; i < GOSSIP_WARMUPS; i++) {
                net.nanos(BLOCK);
            }
            DoubleStream.Builder sample = DoubleStream.builder();
            for (int i = 0; i < GOSSIP_RUNS * effort.factor(); i++) {
                sample.add(net.nanos(BLOCK) / 1e6);
            }
            double[] millis = sample.build().toArray();
            return Row.of(
                            "100 KB gossiped to all of " + GOSSIPING,
                            Figures.percentile(DoubleStream.of(millis), 0.5),
                            "ms")
                    .withP99(Figures.percentile(DoubleStream.of(millis), 0.99))
                    .withTarget(new Target.P99Below(SLOWEST_GOSSIP_MILLIS));
        }
    }

    /** Both ends of each connection are in this process. */
    private static List<Row> idle() throws IOException {
        try (HostPair pair = new HostPair()) {
            long before = usedBytes();
            for (int i = 0; i < IDLE; i++) {
                pair.connect();
            }
            if (pair.connections() <= IDLE / 2) {
                throw new IllegalStateException("only " + pair.connections() + " connections are ready");
            }
            double perEnd = (usedBytes() - before) / 2.0 / IDLE;
            return List.of(
                    Row.of("end of an idle connection, of " + IDLE, perEnd / 1024, "KiB"),
                    Row.of("a host's " + IDLE + " idle connections", perEnd * IDLE / 1e6, "MB")
                            .withTarget(new Target.AtMost(IDLE_MEGABYTES)));
        }
    }

    /** Heap that is in use after a collection, and buffers outside it. */
    private static long usedBytes() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct;
    }
}
