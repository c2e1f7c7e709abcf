package org.alys.fuzzing;

import java.util.List;

/**
 * Code that takes bytes from strangers. Whatever they are, it ends soon, in bounded memory, and throws nothing but its refusal.
 *
 * @param name letters, digits and dashes; unique in its group
 * @param refusal what it throws when it refuses the bytes
 * @param seeds inputs to start from: what it accepts, mostly
 */
public record FuzzTarget(String name, Class<? extends Exception> refusal, Entry entry, List<byte[]> seeds) {
    /** Takes the bytes, and throws an {@link Error} when something is not as it must be. */
    @FunctionalInterface
    public interface Entry {
        void accept(byte[] input) throws Exception;
    }

    public FuzzTarget {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("name of a target: " + name);
        }
        seeds = List.copyOf(seeds);
    }

    /** A target that throws {@code refusal}, or a subclass of it, when it refuses the bytes. */
    public static FuzzTarget of(String name, Class<? extends Exception> refusal, Entry entry, byte[]... seeds) {
        return new FuzzTarget(name, refusal, entry, List.of(seeds));
    }

    /** A target that throws nothing: it answers everything. */
    public static FuzzTarget total(String name, Entry entry, byte[]... seeds) {
        return new FuzzTarget(name, NoRefusal.class, entry, List.of(seeds));
    }

    /**
     * Runs once.
     *
     * @throws Exception whatever is thrown besides the refusal: a finding
     */
    public void run(byte[] input) throws Exception {
        try {
            entry.accept(input.clone());
        } catch (Exception e) {
            if (!refusal.isInstance(e)) {
                throw e;
            }
        }
    }

    /** Never thrown. */
    private static final class NoRefusal extends Exception {
        private static final long serialVersionUID = 1;
    }
}
