package org.alys.fuzzing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Targets that are fuzzed together. The first byte of an input chooses the target, the rest is for it: one process looks into all of
 * them, and goes on with what leads somewhere.
 *
 * <p>Inputs that once broke something lie beside the owner in {@code OWNER.corpus}: lines of a target's name, the input in
 * hexadecimal, and after a {@code #} what was wrong.
 */
public final class FuzzGroup {
    private static final int MAX_TARGETS = 256;

    private final Class<?> owner;
    private final List<FuzzTarget> targets;

    /** An input for a target. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Case(FuzzTarget target, byte[] input) {
        @Override
        public String toString() {
            return target.name() + " " + HexFormat.of().formatHex(input);
        }
    }

    /**
     * A group.
     *
     * @param owner the class whose {@code fuzzerTestOneInput(byte[])} calls {@link #run}
     */
    public FuzzGroup(Class<?> owner, List<FuzzTarget> targets) {
        long names = targets.stream().map(FuzzTarget::name).distinct().count();
        if (targets.isEmpty() || targets.size() > MAX_TARGETS || names != targets.size()) {
            throw new IllegalArgumentException("1 to " + MAX_TARGETS + " targets of different names");
        }
        this.owner = owner;
        this.targets = List.copyOf(targets);
    }

    Class<?> owner() {
        return owner;
    }

    /** One run; what is thrown is a finding. */
    public void run(byte[] input) throws Exception {
        if (input.length > 0) {
            FuzzTarget target = targets.get((input[0] & 0xff) % targets.size());
            target.run(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    /** Every input that is known: seeds, nothing at all, and what once broke something. */
    public List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (FuzzTarget target : targets) {
            cases.add(new Case(target, new byte[0]));
            target.seeds().forEach(seed -> cases.add(new Case(target, seed)));
        }
        corpus().lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> cases.add(parse(line)));
        return cases;
    }

    /** The case as an input of the whole group. */
    byte[] input(Case known) {
        byte[] input = new byte[known.input().length + 1];
        input[0] = (byte) targets.indexOf(known.target());
        System.arraycopy(known.input(), 0, input, 1, known.input().length);
        return input;
    }

    /** The line for the corpus that makes a case of an input of the whole group. */
    String line(byte[] input) {
        FuzzTarget target = targets.get((input[0] & 0xff) % targets.size());
        return new Case(target, Arrays.copyOfRange(input, 1, input.length)).toString();
    }

    private Case parse(String line) {
        int comment = line.indexOf('#');
        String[] words =
                (comment < 0 ? line : line.substring(0, comment)).strip().split(" +", -1);
        FuzzTarget target = targets.stream()
                .filter(one -> one.name().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the corpus names no target: " + line));
        return new Case(target, words.length == 1 ? new byte[0] : HexFormat.of().parseHex(words[1]));
    }

    private String corpus() {
        try (InputStream in = owner.getResourceAsStream(owner.getSimpleName() + ".corpus")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
