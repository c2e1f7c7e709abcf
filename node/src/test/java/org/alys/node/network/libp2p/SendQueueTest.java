package org.alys.node.network.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.alys.evm.payload.Fork;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.wire.PeerMessageCodec;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private final PeerMessageCodec codec = new PeerMessageCodec(Fork.PRAGUE);

    private Outgoing request(int height) {
        return new Outgoing(new PeerMessage.BlocksRequest(Bytes32.ZERO, height), codec);
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
        List<Outgoing> all = List.of(request(1), request(2), request(3));
        assertThat(all.stream().mapToInt(queue::put)).containsOnly(0);
        assertThat(drain(queue, 3))
                .isEqualTo(all.stream().map(Outgoing::message).toList());
    }

    @Test
    void theOldestGoesWhenTooManyWait() throws InterruptedException {
        SendQueue queue = new SendQueue(2, 1000);
        queue.put(request(1));
        queue.put(request(2));
        assertThat(queue.put(request(3))).isEqualTo(1);
        assertThat(drain(queue, 2))
                .containsExactly(request(2).message(), request(3).message());
    }

    @Test
    void theOldestGoesWhenTooManyBytesWait() throws InterruptedException {
        SendQueue queue = new SendQueue(100, 2L * request(1).size());
        queue.put(request(1));
        queue.put(request(2));
        assertThat(queue.put(request(3))).isEqualTo(1);
        assertThat(drain(queue, 2))
                .containsExactly(request(2).message(), request(3).message());
    }

    @Test
    void aVoteStaysWhenSomethingElseCanGo() throws InterruptedException {
        SendQueue queue = new SendQueue(2, 1000);
        queue.put(vote());
        queue.put(request(1));
        assertThat(queue.put(request(2))).isEqualTo(1);
        assertThat(drain(queue, 2)).containsExactly(vote().message(), request(2).message());
    }

    @Test
    void oneMessageIsAlwaysTakenHoweverLong() throws InterruptedException {
        SendQueue queue = new SendQueue(10, 1);
        assertThat(queue.put(request(1))).isZero();
        assertThat(drain(queue, 1)).containsExactly(request(1).message());
    }

    @Test
    void givesNothingOnceClosed() throws InterruptedException {
        SendQueue queue = new SendQueue(2, 1000);
        queue.put(request(1));
        queue.close();
        assertThat(queue.put(request(2))).isZero();
        assertThat(queue.take()).isEmpty();
    }
}
