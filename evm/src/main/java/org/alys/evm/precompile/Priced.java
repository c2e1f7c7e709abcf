package org.alys.evm.precompile;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A contract made of its price and its function. */
record Priced(ToLongFunction<byte[]> price, Function<byte[], Optional<byte[]>> function) implements Precompile {
    @Override
    public long gas(byte[] input) {
        return price.applyAsLong(input);
    }

    @Override
    public Optional<byte[]> run(byte[] input) {
        return function.apply(input);
    }
}
