package org.alys.evm.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alys.evm.block.Block;
import org.alys.evm.block.Roots;
import org.alys.evm.pool.TransactionPool;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks being built, the last few. A build works in the background from its start on and whenever a transaction comes to the
 * pool.
 */
final class PayloadBuilds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadBuilds.class);
    private static final int CAPACITY = 8;
    private static final int ID_SIZE = 8;

    private final BlockBuilder builder;
    private final TransactionPool pool;
    private final Map<Bytes, PayloadBuild> byId = new LinkedHashMap<>();
    private final Map<Bytes32, BuiltBlock> taken = new LinkedHashMap<>();
    private final AtomicBoolean improving = new AtomicBoolean();
    private final AutoCloseable subscription;

    PayloadBuilds(BlockBuilder builder, TransactionPool pool) {
        this.builder = builder;
        this.pool = pool;
        this.subscription = pool.onPending(_ -> improveAll());
    }

    /** Starts a build, or finds the one with the same attributes that was not taken yet; returns its name. */
    Bytes start(Block parent, BuildAttributes attributes) {
        Bytes id = id(parent.hash(), attributes);
        synchronized (this) {
            PayloadBuild running = byId.get(id);
            if (running == null || running.isTaken()) {
                byId.remove(id);
                byId.put(id, new PayloadBuild(builder, pool, parent, attributes));
                dropOldest(byId);
            }
        }
        improveAll();
        return id;
    }

    /** The block as it stands; empty when there is no such build, or no more. */
    Optional<BuiltBlock> take(Bytes id) {
        Optional<PayloadBuild> build;
        synchronized (this) {
            build = Optional.ofNullable(byId.get(id));
        }
        Optional<BuiltBlock> built = build.map(PayloadBuild::take);
        built.ifPresent(block -> {
            synchronized (this) {
                taken.put(block.block().hash(), block);
                dropOldest(taken);
            }
        });
        return built;
    }

    /** A block that was built and taken here. */
    synchronized Optional<BuiltBlock> built(Bytes32 hash) {
        return Optional.ofNullable(taken.get(hash));
    }

    private static void dropOldest(Map<?, ?> map) {
        if (map.size() > CAPACITY) {
            map.remove(map.keySet().iterator().next());
        }
    }

    private void improveAll() {
        if (improving.compareAndSet(false, true)) {
            Thread.ofVirtual().name("payload-build").start(this::improveOnce);
        }
    }

    private void improveOnce() {
        List<PayloadBuild> builds;
        synchronized (this) {
            builds = new ArrayList<>(byId.values());
        }
        improving.set(false);
        for (PayloadBuild build : builds) {
            try {
                build.improve();
            } catch (RuntimeException e) {
                // Whoever takes the build meets the same and gets it as the answer.
                LOG.warn("a payload could not be built in advance", e);
            }
        }
    }

    private static Bytes id(Bytes32 parent, BuildAttributes attributes) {
        byte[] all = Rlp.list(
                Rlp.string(parent.toArray()),
                Rlp.string(UInt256.of(attributes.timestamp()).toMinimalArray()),
                Rlp.string(attributes.prevRandao().toArray()),
                Rlp.string(attributes.feeRecipient().toArray()),
                Rlp.string(Roots.ofWithdrawals(attributes.withdrawals()).toArray()),
                Rlp.string(attributes.parentBeaconBlockRoot().toArray()));
        byte[] id = new byte[ID_SIZE];
        System.arraycopy(Hashes.sha256(all), 0, id, 0, ID_SIZE);
        return Bytes.of(id);
    }

    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("the pool did not end a subscription", e);
        }
    }
}
