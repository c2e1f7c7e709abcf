package org.alys.evm.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.primitives.Bytes32;

/** The blocks whose state can be reached: a tree whose root is the oldest of them. Not thread-safe. */
final class LayerTree {
    private final Map<Bytes32, Layer> layers = new HashMap<>();
    private Layer floor;

    LayerTree(Layer floor) {
        this.floor = floor;
        layers.put(floor.hash(), floor);
    }

    /** A way from one block's state to another's: first back over {@code back}, then on over {@code on}, each in that order. */
    record Route(List<Layer> back, List<Layer> on) {}

    Layer floor() {
        return floor;
    }

    Optional<Layer> find(Bytes32 hash) {
        return Optional.ofNullable(layers.get(hash));
    }

    /** Whether this very layer is there. */
    boolean contains(Layer layer) {
        return layer.equals(layers.get(layer.hash()));
    }

    /** @param layer its parent is in the tree */
    void add(Layer layer) {
        if (!layers.containsKey(layer.parent())) {
            throw new IllegalArgumentException("block " + layer.hash() + " is added without its parent");
        }
        layers.put(layer.hash(), layer);
    }

    Route route(Layer from, Layer to) {
        List<Layer> back = new ArrayList<>();
        List<Layer> on = new ArrayList<>();
        Layer a = from;
        Layer b = to;
        while (!a.equals(b)) {
            if (a.number() >= b.number()) {
                back.add(a);
                a = parent(a);
            } else {
                on.add(b);
                b = parent(b);
            }
        }
        return new Route(back, on.reversed());
    }

    /** The ancestor of {@code layer} with this number, or the floor when that is higher. */
    Layer ancestor(Layer layer, long number) {
        Layer at = layer;
        while (at.number() > number && !at.equals(floor)) {
            at = parent(at);
        }
        return at;
    }

    boolean isAncestorOrSame(Layer ancestor, Layer layer) {
        return ancestor(layer, ancestor.number()).equals(ancestor);
    }

    /** Those that would be left if {@code above} were the floor: it and what descends from it. */
    Set<Layer> from(Layer above) {
        return closure(List.of(above), above.number());
    }

    /** Those that agree with {@code chosen}: the blocks below it and what descends from it. */
    Set<Layer> agreeing(Layer chosen) {
        Set<Layer> ancestors = new HashSet<>();
        for (Layer at = chosen; !at.equals(floor); at = parent(at)) {
            ancestors.add(at);
        }
        ancestors.add(floor);
        return closure(ancestors, chosen.number());
    }

    /** {@code seeds}, and all blocks above {@code number} whose parent is in the result. */
    private Set<Layer> closure(Collection<Layer> seeds, long number) {
        Set<Layer> kept = new HashSet<>(seeds);
        layers.values().stream()
                .filter(layer -> layer.number() > number)
                .sorted(Comparator.comparingLong(Layer::number))
                .filter(layer -> kept.contains(layers.get(layer.parent())))
                .forEach(kept::add);
        return kept;
    }

    Collection<Layer> all() {
        return List.copyOf(layers.values());
    }

    /** Makes {@code newFloor} the oldest; only {@code kept} stay. */
    void prune(Layer newFloor, Set<Layer> kept) {
        floor = newFloor;
        layers.values().retainAll(kept);
    }

    private Layer parent(Layer layer) {
        Layer parent = layers.get(layer.parent());
        if (parent == null) {
            throw new IllegalStateException("block " + layer.hash() + " has lost its parent " + layer.parent());
        }
        return parent;
    }
}
