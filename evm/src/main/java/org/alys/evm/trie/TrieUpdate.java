package org.alys.evm.trie;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One pass over a trie that applies many sorted changes: every node on the way is loaded once and made anew once, however many
 * changes lie below it. Nothing is hashed here.
 */
final class TrieUpdate {
    private final NodeSource source;
    private final SortedChanges changes;
    /** Nodes that were loaded and that this update moves or replaces, in the order of a walk in depth first. */
    private final List<Replaced> replaced = new ArrayList<>();

    /** Where a node was. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Replaced(byte[] path, boolean wasLeaf) {}

    TrieUpdate(NodeSource source, SortedChanges changes) {
        this.source = source;
        this.changes = changes;
    }

    /** The root after the changes; the very same when they change nothing. */
    Node apply(Node root) {
        return update(root, 0, 0, changes.size());
    }

    /** Paths where a node was, and where another one may be now. */
    List<Replaced> replaced() {
        return replaced;
    }

    /** Applies changes {@code from} to {@code to}, which agree in their first {@code depth} nibbles: the path of the node. */
    private Node update(Node node, int depth, int from, int to) {
        if (from == to) {
            return node;
        }
        return switch (node) {
            case Node.Empty _ -> build(depth, from, to);
            case Node.Stored stored -> updateStored(stored, depth, from, to);
            case Node.Leaf leaf -> updateLeaf(leaf, depth, from, to);
            case Node.Extension extension -> updateExtension(extension, depth, from, to);
            case Node.Branch branch -> updateBranch(branch, depth, from, to);
        };
    }

    private Node updateStored(Node.Stored stored, int depth, int from, int to) {
        int mark = replaced.size();
        byte[] key = changes.key(from);
        byte[] path = Nibbles.path(key, 0, depth);
        Node loaded = loaded(stored, path, source.load(path, key));
        Node updated = update(loaded, depth, from, to);
        if (updated != loaded) {
            return updated;
        }
        replaced.subList(mark, replaced.size()).clear();
        return stored;
    }

    private Node loaded(Node.Stored stored, byte[] path, byte[] encoded) {
        Node loaded = NodeCodec.decode(stored.reference, encoded);
        replaced.add(new Replaced(path, loaded instanceof Node.Leaf));
        return loaded;
    }

    private Node build(int depth, int from, int to) {
        int first = from;
        while (first < to && changes.isRemoval(first)) {
            first++;
        }
        if (first == to) {
            return Node.EMPTY;
        }
        byte[] key = changes.key(first);
        if (to - first == 1) {
            return new Node.Leaf(Nibbles.path(key, depth, Nibbles.count(key)), changes.value(first));
        }
        int shared = Nibbles.shared(key, changes.key(to - 1), depth);
        Node branch = updateBranch(emptyBranch(), depth + shared, first, to);
        return below(Nibbles.path(key, depth, depth + shared), branch);
    }

    private Node updateLeaf(Node.Leaf leaf, int depth, int from, int to) {
        int shared = shared(leaf.path, depth, from, to);
        boolean sameKey = shared == leaf.path.length && Nibbles.count(changes.key(from)) == depth + shared;
        if (to - from == 1 && sameKey) {
            return replaceLeaf(leaf, from);
        }
        if (to - from == 1 && changes.isRemoval(from)) {
            return leaf;
        }
        Node.Branch branch = emptyBranch();
        if (shared == leaf.path.length) {
            branch = new Node.Branch(branch.children, leaf.value);
        } else {
            byte[] rest = Arrays.copyOfRange(leaf.path, shared + 1, leaf.path.length);
            branch.children[leaf.path[shared]] = new Node.Leaf(rest, leaf.value);
        }
        return below(Arrays.copyOf(leaf.path, shared), updateBranch(branch, depth + shared, from, to));
    }

    private Node replaceLeaf(Node.Leaf leaf, int change) {
        if (changes.isRemoval(change)) {
            return Node.EMPTY;
        }
        return Arrays.equals(leaf.value, changes.value(change))
                ? leaf
                : new Node.Leaf(leaf.path, changes.value(change));
    }

    private Node updateExtension(Node.Extension extension, int depth, int from, int to) {
        byte[] path = extension.path;
        int shared = shared(path, depth, from, to);
        if (shared == path.length) {
            Node child = update(extension.child, depth + shared, from, to);
            return child == extension.child ? extension : below(path, child);
        }
        if (to - from == 1 && changes.isRemoval(from)) {
            return extension;
        }
        Node.Branch branch = emptyBranch();
        byte[] rest = Arrays.copyOfRange(path, shared + 1, path.length);
        branch.children[path[shared]] = below(rest, extension.child);
        return below(Arrays.copyOf(path, shared), updateBranch(branch, depth + shared, from, to));
    }

    /** How much of {@code path} all the changes share: in sorted order what first and last share, all do. */
    private int shared(byte[] path, int depth, int from, int to) {
        int first = Nibbles.matching(path, changes.key(from), depth);
        return to - from == 1 ? first : Math.min(first, Nibbles.matching(path, changes.key(to - 1), depth));
    }

    private Node updateBranch(Node.Branch branch, int depth, int from, int to) {
        byte[] value = branch.value;
        int at = from;
        if (Nibbles.count(changes.key(at)) == depth) {
            value = changes.value(at++);
        }
        Node[] children = branch.children;
        boolean copied = false;
        while (at < to) {
            int nibble = Nibbles.at(changes.key(at), depth);
            int end = endOfRun(nibble, depth, at, to);
            Node child = update(branch.children[nibble], depth + 1, at, end);
            if (child != branch.children[nibble]) {
                children = copied ? children : children.clone();
                copied = true;
                children[nibble] = child;
            }
            at = end;
        }
        boolean same = !copied && !branch.isFresh() && Arrays.equals(value, branch.value);
        return same ? branch : normal(children, value, changes.key(from), depth);
    }

    private int endOfRun(int nibble, int depth, int from, int to) {
        int end = from + 1;
        while (end < to && Nibbles.at(changes.key(end), depth) == nibble) {
            end++;
        }
        return end;
    }

    /** A branch, or what stands in its place when fewer than two entries are left. */
    private Node normal(Node[] children, byte[] value, byte[] anyKeyBelow, int depth) {
        int count = 0;
        int last = 0;
        for (int i = 0; i < children.length; i++) {
            if (!children[i].isEmpty()) {
                count++;
                last = i;
            }
        }
        if (count == 0) {
            return value.length == 0 ? Node.EMPTY : new Node.Leaf(new byte[0], value);
        }
        return count > 1 || value.length > 0
                ? new Node.Branch(children, value)
                : onlyChild(children[last], last, anyKeyBelow, depth);
    }

    /** A leaf or an extension takes the nibble into its own path; of a stored child only its kind must be known. */
    private Node onlyChild(Node child, int nibble, byte[] anyKeyBelow, int depth) {
        byte[] step = {(byte) nibble};
        if (!(child instanceof Node.Stored stored)) {
            return below(step, child);
        }
        byte[] path = Nibbles.concat(Nibbles.path(anyKeyBelow, 0, depth), step);
        Node loaded = loaded(stored, path, source.load(path));
        if (loaded instanceof Node.Branch) {
            replaced.removeLast();
            return new Node.Extension(step, stored);
        }
        return below(step, loaded);
    }

    /** The node that leads to {@code node} over {@code path}. A stored one is a branch: only extensions lead here with one. */
    private static Node below(byte[] path, Node node) {
        if (path.length == 0) {
            return node;
        }
        return switch (node) {
            case Node.Empty empty -> empty;
            case Node.Leaf leaf -> new Node.Leaf(Nibbles.concat(path, leaf.path), leaf.value);
            case Node.Extension inner -> new Node.Extension(Nibbles.concat(path, inner.path), inner.child);
            case Node.Branch branch -> new Node.Extension(path, branch);
            case Node.Stored stored -> new Node.Extension(path, stored);
        };
    }

    private static Node.Branch emptyBranch() {
        Node[] children = new Node[Node.Branch.WIDTH];
        Arrays.fill(children, Node.EMPTY);
        return new Node.Branch(children, new byte[0]);
    }
}
