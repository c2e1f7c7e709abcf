package org.alys.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.ssz.Decoded;

class PegOutBookTest {
    private static final EvmAddress ALICE = EvmAddress.fromHex("0xf9a9b63f5b7f9336da0ce520c6bec64627027f5b");

    private static PegOutId id(long slot, int block, int logIndex) {
        return new PegOutId(slot, Bytes32.fromHex("%064x".formatted(block)), logIndex);
    }

    /** The one request that this name can have. */
    private static PegOutRequest request(PegOutId id) {
        return new PegOutRequest(
                id.slot() / 2,
                id.block(),
                ALICE,
                Bytes.fromHex("62".repeat(1 + id.logIndex())),
                new Sats(20_000 + id.logIndex()));
    }

    @Provide
    Arbitrary<List<PegOutId>> ids() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 20),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 3))
                .as(PegOutBookTest::id)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 200)
    void holdsEachRequestOnceInWhateverOrderAndHoweverOftenItIsTold(@ForAll("ids") List<PegOutId> told) {
        PegOutBook book = new PegOutBook();
        List<PegOut> toStore = new ArrayList<>();
        told.forEach(id -> book.requested(id, request(id)).ifPresent(toStore::add));
        List<PegOutId> distinct = told.stream().distinct().toList();
        assertThat(toStore).extracting(PegOut::id).isEqualTo(distinct);
        assertThat(book.newest(100, 0))
                .extracting(PegOut::id)
                .isEqualTo(distinct.stream().sorted(Comparator.reverseOrder()).toList());
        assertThat(book.last()).isEqualTo(distinct.stream().max(Comparator.naturalOrder()));
        assertThat(book.outstanding()).isEqualTo(distinct.size());
        assertThat(book.outstandingAmount())
                .isEqualTo(new Sats(distinct.stream()
                        .mapToLong(id -> request(id).amount().value())
                        .sum()));
    }

    @Property(tries = 100)
    void aBookRestoredFromWhatItHadStoredIsTheSame(@ForAll("ids") List<PegOutId> told) {
        PegOutBook before = new PegOutBook();
        PegOutBook after = new PegOutBook();
        told.forEach(id -> before.requested(id, request(id)).ifPresent(after::restore));
        assertThat(after.newest(100, 0)).isEqualTo(before.newest(100, 0));
        assertThat(told)
                .allSatisfy(id -> assertThat(after.requested(id, request(id))).isEmpty());
    }

    @Property(tries = 200)
    void aRequestReadsBackAsItWasWritten(@ForAll("ids") List<PegOutId> ids) {
        assertThat(ids)
                .allSatisfy(id -> assertThat(PegOutRequest.decode(request(id).encode()))
                        .isEqualTo(new Decoded.Value<>(request(id))));
    }

    @Example
    void listsByPage() {
        PegOutBook book = new PegOutBook();
        for (int slot = 1; slot <= 5; slot++) {
            book.requested(id(slot, 1, 0), request(id(slot, 1, 0)));
        }
        assertThat(book.newest(2, 1)).extracting(pegOut -> pegOut.id().slot()).containsExactly(4L, 3L);
        assertThat(book.newest(2, 4)).extracting(pegOut -> pegOut.id().slot()).containsExactly(1L);
    }

    @Example
    void refusesTwoRequestsOfOneLog() {
        PegOutBook book = new PegOutBook();
        book.requested(id(1, 1, 0), request(id(1, 1, 0)));
        assertThatThrownBy(() -> book.requested(id(1, 1, 0), request(id(1, 1, 1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Example
    void readsItsStatesAgain() {
        for (PegOutState state : PegOutState.values()) {
            assertThat(PegOutState.ofCode(state.code())).contains(state);
        }
        assertThat(PegOutState.ofCode(0)).isEqualTo(Optional.empty());
    }
}
