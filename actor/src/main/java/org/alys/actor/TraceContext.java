package org.alys.actor;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a message in a distributed trace, as in the {@code traceparent} header of W3C Trace Context, level 1.
 *
 * @param traceHigh upper half of the trace id; not zero together with the lower
 * @param traceLow lower half
 * @param spanId what causes this message, not zero
 * @param flags the lowest bit says that the trace is recorded
 */
public record TraceContext(long traceHigh, long traceLow, long spanId, byte flags) {
    private static final Pattern HEADER =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int LONGEST_HEADER = 256;
    private static final int SAMPLED = 1;

    public TraceContext {
        if ((traceHigh | traceLow) == 0 || spanId == 0) {
            throw new IllegalArgumentException("the ids of a trace are not zero");
        }
    }

    /** Reads a {@code traceparent} header; empty if it is none. Of later versions the known part is read. */
    public static Optional<TraceContext> parse(String header) {
        if (header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches() || (header.startsWith("00") && parts.group(5) != null)) {
            return Optional.empty();
        }
        long high = HexFormat.fromHexDigitsToLong(parts.group(1));
        long low = HexFormat.fromHexDigitsToLong(parts.group(2));
        long span = HexFormat.fromHexDigitsToLong(parts.group(3));
        return (high | low) == 0 || span == 0
                ? Optional.empty()
                : Optional.of(new TraceContext(high, low, span, (byte) HexFormat.fromHexDigits(parts.group(4))));
    }

    public boolean sampled() {
        return (flags & SAMPLED) != 0;
    }

    /** The same trace one step deeper; {@code number} tells the children of one span apart. */
    TraceContext child(long number) {
        long mixed = mix(spanId + mix(number));
        return new TraceContext(traceHigh, traceLow, mixed == 0 ? 1 : mixed, flags);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014): one step per id spreads over all bits. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The {@code traceparent} header. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(traceHigh) + hex.toHexDigits(traceLow) + "-" + hex.toHexDigits(spanId) + "-"
                + hex.toHexDigits(flags);
    }
}
