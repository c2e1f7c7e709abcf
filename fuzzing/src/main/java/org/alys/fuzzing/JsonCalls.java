package org.alys.fuzzing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * JSON-RPC requests out of bytes, so that a fuzzer gets past the parser: the first byte chooses the method, the others the
 * parameters. Every array of bytes stands for a request.
 */
public final class JsonCalls {
    private static final int MAX_DEPTH = 6;
    private static final int MAX_ITEMS = 6;

    private final List<String> methods;
    private final List<String> keys;
    private final List<String> words;

    /**
     * Requests of these parts.
     *
     * @param keys of objects
     * @param words texts that mean something to the methods
     */
    public JsonCalls(List<String> methods, List<String> keys, List<String> words) {
        this.methods = List.copyOf(methods);
        this.keys = List.copyOf(keys);
        this.words = List.copyOf(words);
    }

    /** A seed for each method: three words as parameters, or an object of every key. */
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            seeds.add(new byte[] {(byte) i, 3, 4, (byte) i, 5, 0, 4, 1});
            seeds.add(new byte[] {(byte) i, 2, 9, 3, (byte) i, 4, 2, (byte) (i + 1), 7, 20, 1, 2, 3, 4});
        }
        return seeds;
    }

    /** The request that the bytes stand for. */
    public byte[] request(byte[] input) {
        Reader in = new Reader(input);
        String method = methods.get(in.next() % methods.size());
        String request =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + quoted(method) + ",\"params\":" + array(in, 0) + "}";
        return request.getBytes(StandardCharsets.UTF_8);
    }

    private String value(Reader in, int depth) {
        int kind = in.next() % 10;
        if (depth == MAX_DEPTH || in.isAtEnd()) {
            return "null";
        }
        return switch (kind) {
            case 0 -> "null";
            case 1 -> Boolean.toString(in.next() % 2 == 0);
            case 2 -> Integer.toString(in.next() - 2);
            case 3 ->
                in.next() % 2 == 0 ? Long.toString(in.nextLong()) : quoted("0x" + Long.toHexString(in.nextLong()));
            case 4, 5, 6 -> quoted(words.get(in.next() % words.size()));
            case 7 -> quoted("0x" + HexFormat.of().formatHex(in.nextBytes()));
            case 8 -> array(in, depth);
            default -> object(in, depth);
        };
    }

    private String array(Reader in, int depth) {
        List<String> items = new ArrayList<>();
        for (int left = in.next() % MAX_ITEMS; left > 0; left--) {
            items.add(value(in, depth + 1));
        }
        return "[" + String.join(",", items) + "]";
    }

    private String object(Reader in, int depth) {
        List<String> fields = new ArrayList<>();
        for (int left = in.next() % MAX_ITEMS; left > 0; left--) {
            String key = keys.get(in.next() % keys.size());
            fields.add(quoted(key) + ":" + value(in, depth + 1));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    /** Zeros after the end. */
    private static final class Reader {
        private final byte[] input;
        private int position;

        Reader(byte[] input) {
            this.input = input;
        }

        boolean isAtEnd() {
            return position >= input.length;
        }

        int next() {
            return isAtEnd() ? 0 : input[position++] & 0xff;
        }

        long nextLong() {
            long value = 0;
            for (int left = next() % 9; left > 0; left--) {
                value = value << 8 | next();
            }
            return value;
        }

        byte[] nextBytes() {
            byte[] bytes = new byte[next()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) next();
            }
            return bytes;
        }
    }
}
