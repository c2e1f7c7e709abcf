package org.alys.primitives.ssz;

import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;

/** A container with every kind of field. */
record Sample(int number, Bytes bytes, List<Bytes> many, Optional<Long> maybe) {
    static final SszType<Sample> TYPE = type();

    Sample {
        if (number == 13) {
            throw new IllegalArgumentException("unlucky");
        }
    }

    private static SszType<Sample> type() {
        var sample = new SszContainer<Sample>("Sample");
        var number = sample.field("number", Ssz.UINT16, Sample::number);
        var bytes = sample.field("bytes", Ssz.byteList(10), Sample::bytes);
        var many = sample.field("many", Ssz.list(Ssz.byteList(10), 4), Sample::many);
        var maybe = sample.field("maybe", Ssz.optional(Ssz.UINT64), Sample::maybe);
        return sample.build(f -> new Sample(f.get(number), f.get(bytes), f.get(many), f.get(maybe)));
    }
}
