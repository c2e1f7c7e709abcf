package org.alys.primitives.ssz;

import java.util.function.Function;

final class MappedType<W, T> extends SszType<T> {
    private final SszType<W> wire;
    private final Function<W, T> fromWire;
    private final Function<T, W> toWire;

    MappedType(SszType<W> wire, Function<W, T> fromWire, Function<T, W> toWire) {
        this.wire = wire;
        this.fromWire = fromWire;
        this.toWire = toWire;
    }

    @Override
    public int size(T value) {
        return wire.isFixed() ? wire.fixedSize() : wire.size(toWire.apply(value));
    }

    @Override
    int fixedSize() {
        return wire.fixedSize();
    }

    @Override
    boolean isBasic() {
        return wire.isBasic();
    }

    @Override
    int write(T value, byte[] out, int at) {
        return wire.write(toWire.apply(value), out, at);
    }

    @Override
    T read(byte[] in, int from, int to) throws MalformedSszException {
        W value = wire.read(in, from, to);
        try {
            return fromWire.apply(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedSszException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    void rootInto(T value, byte[] out, int at) {
        wire.rootInto(toWire.apply(value), out, at);
    }
}
