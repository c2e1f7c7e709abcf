package org.alys.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.junit.jupiter.api.Test;

class AuxPowDeskTest {
    private final AuxPowDesk desk = new AuxPowDesk(1212);

    private static Bytes32 root(long height) {
        return Bytes32.fromHex("%064x".formatted(height));
    }

    private static AuxPowDesk.Proof proof(long start, long end) {
        return new AuxPowDesk.Proof(
                new AuxPowHeader(
                        root(start), root(end), CompactTarget.REGTEST_LIMIT, EvmAddress.ZERO, Bytes.fromHex("00")),
                start,
                end);
    }

    @Test
    void namesTheProofsThatItHasNoRoomForSoThatTheyLeaveTheDiskToo() {
        List<Bytes32> dropped = new ArrayList<>();
        for (long end = 1; end <= 70; end++) {
            dropped.addAll(desk.keep(proof(1, end)));
        }
        assertThat(dropped).containsExactly(root(1), root(2), root(3), root(4), root(5), root(6));
        assertThat(dropped).noneMatch(desk::has);
        assertThat(desk.dropBelow(2)).hasSize(64);
    }

    @Test
    void choosesTheUsableProofThatCoversMost() {
        desk.keep(proof(1, 4));
        desk.keep(proof(1, 6));
        desk.keep(proof(3, 9));
        assertThat(desk.best(1)).contains(proof(1, 6));
        assertThat(desk.best(1, header -> !header.rangeEnd().equals(root(6)))).contains(proof(1, 4));
        desk.discard(root(6));
        assertThat(desk.best(1)).contains(proof(1, 4));
        assertThat(desk.best(2)).isEmpty();
    }
}
