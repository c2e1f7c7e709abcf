package org.alys.primitives.ssz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Collects the fields of a container in the order of the encoding; {@link #build} makes the type.
 *
 * <pre>{@code
 * var point = new SszContainer<Point>("Point");
 * var x = point.field("x", Ssz.UINT64, Point::x);
 * var y = point.field("y", Ssz.UINT64, Point::y);
 * SszType<Point> type = point.build(fields -> new Point(fields.get(x), fields.get(y)));
 * }</pre>
 */
public final class SszContainer<T> {
    private final String name;
    private final List<Field<T, ?>> fields = new ArrayList<>();

    /** A container whose {@code name} appears in messages about malformed bytes. */
    public SszContainer(String name) {
        this.name = name;
    }

    /** Adds the next field. The result names it when the container is put together again. */
    public <F> Field<T, F> field(String fieldName, SszType<F> type, Function<T, F> getter) {
        Field<T, F> field = new Field<>(fields.size(), fieldName, type, getter);
        fields.add(field);
        return field;
    }

    /** The finished type. {@code constructor} may refuse values with {@link IllegalArgumentException}: then the bytes are malformed. */
    public SszType<T> build(Function<Values<T>, T> constructor) {
        if (fields.isEmpty()) {
            throw new IllegalStateException("container " + name + " has no fields");
        }
        return new ContainerType<>(name, fields, constructor);
    }

    /** One field of a container of {@code T}. */
    public static final class Field<T, F> {
        final int index;
        final String name;
        final SszType<F> type;
        private final Function<T, F> getter;

        private Field(int index, String name, SszType<F> type, Function<T, F> getter) {
            this.index = index;
            this.name = name;
            this.type = type;
            this.getter = getter;
        }

        int size(T container) {
            return type.size(getter.apply(container));
        }

        int write(T container, byte[] out, int at) {
            return type.write(getter.apply(container), out, at);
        }

        void rootInto(T container, byte[] out, int at) {
            type.rootInto(getter.apply(container), out, at);
        }
    }

    /** The decoded fields of one container. */
    public static final class Values<T> {
        private final Object[] values;

        Values(Object[] values) {
            this.values = values;
        }

        /** The value of {@code field}. */
        @SuppressWarnings("unchecked") // the value at this index was read by this field's own type
        public <F> F get(Field<T, F> field) {
            return (F) values[field.index];
        }
    }
}
