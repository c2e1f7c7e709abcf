package org.alys.node.network.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.alys.evm.payload.Fork;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private final PeerMessageCodec codec = new PeerMessageCodec(Fork.PRAGUE);

    private Outgoing transaction(int number) {
        return new Outgoing(new PeerMessage.Transactions(List.of(Bytes.of(new byte[] {(byte) number}))), codec);
    }

    private Outgoing vote() {
        return new Outgoing(new PeerMessage.Votes(List.of()), codec);
    }

    private static List<PeerMessage> drain(SendQueue queue, int count) throws InterruptedException {
        List<PeerMessage> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(queue.take().orElseThrow().message());
        }
        return taken;
    }

    @Test
    void handsOutInOrder() throws InterruptedException {
        SendQueue queue = new SendQueue(3, 1000);
        List<Outgoing> all = List.of(transaction(1), transaction(2), transaction(3));
        assertThat(all.stream().mapToInt(queue::put)).containsOnly(0);
        assertThat(drain(queue, 3))
                .isEqualTo(all.stream().map(Outgoing::message).toList());
    }

    @Test
    void theOldestGoesWhenTooManyWait() throws InterruptedException {
        SendQueue queue = new SendQueue(2, 1000);
        queue.put(transaction(1));
        queue.put(transaction(2));
        assertThat(queue.put(transaction(3))).isEqualTo(1);
        assertThat(drain(queue, 2))
                .containsExactly(transaction(2).message(), transaction(3).message());
    }

    @Test
    void theOldestGoesWhenTooManyBytesWait() throws InterruptedException {
        SendQueue queue = new SendQueue(100, 2L * transaction(1).size());
        queue.put(transaction(1));
        queue.put(transaction(2));
        assertThat(queue.put(transaction(3))).isEqualTo(1);
        assertThat(drain(queue, 2))
                .containsExactly(transaction(2).message(), transaction(3).message());
    }

    @Test
    void aVoteStaysWhenSomethingElseCanGo() throws InterruptedException {
        SendQueue queue = new SendQueue(2, 1000);
        queue.put(vote());
        queue.put(transaction(1));
        assertThat(queue.put(transaction(2))).isEqualTo(1);
        assertThat(drain(queue, 2))
                .containsExactly(vote().message(), transaction(2).message());
    }

    @Test
    void oneMessageIsAlwaysTakenHoweverLong() throws InterruptedException {
        SendQueue queue = new SendQueue(10, 1);
        assertThat(queue.put(transaction(1))).isZero();
        assertThat(drain(queue, 1)).containsExactly(transaction(1).message());
    }

    @Test
    void givesNothingOnceClosed() throws InterruptedException {
        SendQueue queue = new SendQueue(2, 1000);
        queue.put(transaction(1));
        queue.close();
        assertThat(queue.put(transaction(2))).isZero();
        assertThat(queue.take()).isEmpty();
    }
}
