package org.alys.node.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.alys.evm.pool.Rejection;
import org.alys.evm.pool.Submission;
import org.alys.evm.pool.TransactionPool;
import org.alys.evm.transaction.ParsedTransaction;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionCodec;
import org.alys.node.network.PeerMessage;
import org.alys.p2p.gossip.Verdict;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool's transactions between nodes. What this node's own users hand in is told to the others, several at a time when there are
 * many, and again now and then while it waits: a node may have had nobody to tell, or come back with them from a restart. What others told goes into the pool, and is passed on by the network itself if the pool took it.
 */
final class SharedTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTransactions.class);
    private static final int MAX_WAITING = 4096;
    private static final int MAX_TOLD = 128;
    private static final int MAX_TOLD_BYTES = 200 << 10;
    private static final int REMEMBERED = 16_384;
    /** About a minute. */
    static final int HEADS_BETWEEN_REPEATS = 32;

    private final TransactionPool pool;
    private final Consumer<PeerMessage> tell;
    private final BlockingQueue<Bytes> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AutoCloseable subscription;
    private final Thread teller;
    private final AtomicInteger heads = new AtomicInteger();
    private final Map<Bytes32, Boolean> heard = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    SharedTransactions(TransactionPool pool, Consumer<PeerMessage> tell) {
        this.pool = pool;
        this.tell = tell;
        this.subscription = pool.onPending(this::pending);
        this.teller = Thread.ofVirtual().name("tell transactions").start(this::tellWaiting);
    }

    /** More than others can be told of in time are not told: their users can hand them in again. */
    private void pending(SignedTransaction transaction) {
        synchronized (heard) {
            if (heard.containsKey(transaction.hash())) {
                return;
            }
        }
        if (!waiting.offer(transaction.encoded())) {
            LOG.debug("{} is not told to others: too many wait", transaction.hash());
        }
    }

    /** The chain has a new head; to be called once for each, by whoever follows it. */
    void headChanged() {
        if (heads.incrementAndGet() % HEADS_BETWEEN_REPEATS == 0) {
            pool.localPending().forEach(this::pending);
        }
    }

    private void tellWaiting() {
        try {
            while (true) {
                List<Bytes> told = new ArrayList<>();
                told.add(waiting.take());
                int bytes = told.getFirst().size();
                for (Bytes next = waiting.peek();
                        next != null && told.size() < MAX_TOLD && bytes + next.size() <= MAX_TOLD_BYTES;
                        next = waiting.peek()) {
                    bytes += next.size();
                    told.add(waiting.take());
                }
                tell.accept(new PeerMessage.Transactions(told));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Good when the pool took one of them; against the rules when one is no transaction, which its first receiver could see. */
    Verdict receive(PeerMessage.Transactions transactions) {
        boolean taken = false;
        for (Bytes encoded : transactions.encoded()) {
            switch (TransactionCodec.parse(encoded)) {
                case ParsedTransaction.Refused _ -> {
                    return Verdict.REJECT;
                }
                case ParsedTransaction.Accepted(SignedTransaction signed) -> {
                    Submission submission = submit(signed);
                    if (submission instanceof Submission.Refused(Rejection.BlobsNotSupported _)) {
                        return Verdict.REJECT;
                    }
                    taken |= submission instanceof Submission.Accepted;
                }
            }
        }
        return taken ? Verdict.ACCEPT : Verdict.IGNORE;
    }

    private Submission submit(SignedTransaction signed) {
        synchronized (heard) {
            heard.put(signed.hash(), true);
        }
        return pool.submit(signed);
    }

    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("the pool did not end a subscription", e);
        }
        teller.interrupt();
    }
}
