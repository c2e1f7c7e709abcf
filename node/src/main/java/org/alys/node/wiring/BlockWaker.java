package org.alys.node.wiring;

import java.net.URI;
import java.time.Duration;
import org.alys.actor.ActorRef;
import org.alys.bitcoin.rpc.NewBlockSignal;
import org.alys.bitcoin.rpc.ZmqSignal;
import org.alys.node.bridge.BridgeMessage;

/** Wakes the bridge when Bitcoin has a new block. Polling goes on beside it: a publisher may miss a block, and promises nothing. */
final class BlockWaker implements AutoCloseable {
    private static final Duration SIGNAL_WAIT = Duration.ofSeconds(10);

    private final NewBlockSignal signal;
    private final Thread thread;

    private BlockWaker(NewBlockSignal signal, ActorRef<BridgeMessage> bridge) {
        this.signal = signal;
        this.thread = Thread.ofPlatform().daemon().name("new-blocks").unstarted(() -> {
            try {
                while (true) {
                    if (signal.await(SIGNAL_WAIT)) {
                        bridge.tell(new BridgeMessage.Poll());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static BlockWaker start(URI publisher, ActorRef<BridgeMessage> bridge) {
        BlockWaker waker = new BlockWaker(new ZmqSignal(publisher), bridge);
        waker.thread.start();
        return waker;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        signal.close();
    }
}
