package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The methods by name, and how their parameters are called. */
final class MethodTable {
    private final Map<String, Entry> entries = new TreeMap<>();

    /** A method and what its parameters are called; one parameter may have several names. */
    private record Entry(String usage, List<List<String>> names, int required, RpcMethod method) {}

    /**
     * Adds a method.
     *
     * @param usage its name and those of its parameters, optional ones in brackets, other names of the same parameter
     *     behind a bar: {@code getblock blockhash [verbosity|verbose]}
     */
    void add(String usage, RpcMethod method) {
        String[] words = usage.split(" ");
        List<List<String>> names = new ArrayList<>();
        int required = 0;
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            if (!word.startsWith("[")) {
                required++;
            }
            names.add(List.of(word.replaceAll("[\\[\\]]", "").split("\\|")));
        }
        if (entries.put(words[0], new Entry(usage, names, required, method)) != null) {
            throw new IllegalArgumentException("two methods are called " + words[0]);
        }
    }

    /** The usage line of a method. */
    Optional<String> usage(String method) {
        return Optional.ofNullable(entries.get(method)).map(Entry::usage);
    }

    /** One line for each method, in order. */
    List<String> usages() {
        return entries.values().stream().map(Entry::usage).toList();
    }

    /** Calls a method; {@code params} is an array, an object with names, or null. */
    JsonNode call(String method, JsonNode params, Optional<String> wallet) throws RpcException {
        Entry entry = entries.get(method);
        if (entry == null) {
            throw RpcError.METHOD_NOT_FOUND.with("Method not found");
        }
        List<JsonNode> values = params.isObject() ? byName(entry, params) : byPosition(params);
        long given = values.stream()
                .limit(entry.required())
                .filter(value -> !value.isNull())
                .count();
        if (values.size() > entry.names().size() || given < entry.required()) {
            throw RpcError.MISC.with(entry.usage());
        }
        return entry.method().call(new RpcParams(values, wallet));
    }

    private static List<JsonNode> byPosition(JsonNode params) {
        List<JsonNode> values = new ArrayList<>();
        params.forEach(values::add);
        return values;
    }

    private static List<JsonNode> byName(Entry entry, JsonNode params) throws RpcException {
        List<JsonNode> values = new ArrayList<>();
        JsonNode positional = params.path("args");
        positional.forEach(values::add);
        Iterator<Map.Entry<String, JsonNode>> fields = params.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getKey().equals("args")) {
                continue;
            }
            int index = indexOf(entry, field.getKey());
            if (index < 0) {
                throw RpcError.INVALID_PARAMETER.with("Unknown named parameter " + RpcParams.bounded(field.getKey()));
            }
            while (values.size() <= index) {
                values.add(Json.nothing());
            }
            if (!values.get(index).isNull()) {
                throw RpcError.INVALID_PARAMETER.with("Parameter " + field.getKey() + " specified multiple times");
            }
            values.set(index, field.getValue());
        }
        return values;
    }

    private static int indexOf(Entry entry, String name) {
        for (int i = 0; i < entry.names().size(); i++) {
            if (entry.names().get(i).contains(name)) {
                return i;
            }
        }
        return -1;
    }
}
