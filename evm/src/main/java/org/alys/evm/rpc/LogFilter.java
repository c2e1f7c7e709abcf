package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alys.evm.block.Log;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;

/**
 * Which logs a caller wants.
 *
 * @param addresses the emitters; empty for any
 * @param topics for each place the topics that match; an empty set matches any
 */
record LogFilter(Set<EvmAddress> addresses, List<Set<Bytes32>> topics) {
    private static final int MAX_ALTERNATIVES = 1000;
    private static final int MAX_TOPICS = 4;

    static LogFilter of(JsonNode object) {
        Set<EvmAddress> addresses = new HashSet<>();
        alternatives(object.path("address")).forEach(node -> addresses.add(Parse.address(node, "address")));
        JsonNode topics = object.path("topics");
        if (topics.size() > MAX_TOPICS) {
            throw RpcException.invalidParams("exceed max topics");
        }
        List<Set<Bytes32>> places = new ArrayList<>();
        for (JsonNode place : topics) {
            Set<Bytes32> wanted = new HashSet<>();
            boolean any = place.isNull();
            for (JsonNode alternative : alternatives(place)) {
                any |= alternative.isNull();
                if (!alternative.isNull()) {
                    wanted.add(Parse.hash(alternative, "topic"));
                }
            }
            places.add(any ? Set.of() : Set.copyOf(wanted));
        }
        return new LogFilter(Set.copyOf(addresses), List.copyOf(places));
    }

    private static List<JsonNode> alternatives(JsonNode node) {
        List<JsonNode> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(list::add);
        } else if (!node.isMissingNode() && !node.isNull()) {
            list.add(node);
        }
        if (list.size() > MAX_ALTERNATIVES) {
            throw RpcException.invalidParams("more than " + MAX_ALTERNATIVES + " alternatives");
        }
        return list;
    }

    boolean matches(Log log) {
        if (!addresses.isEmpty() && !addresses.contains(log.address())) {
            return false;
        }
        if (topics.size() > log.topics().size()) {
            return false;
        }
        for (int i = 0; i < topics.size(); i++) {
            if (!topics.get(i).isEmpty() && !topics.get(i).contains(log.topics().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a block or receipt with this bloom filter may hold a match. */
    boolean mayMatch(Bytes bloom) {
        boolean emitter = addresses.isEmpty() || addresses.stream().anyMatch(one -> isIn(bloom, one.toArray()));
        return emitter
                && topics.stream()
                        .allMatch(place ->
                                place.isEmpty() || place.stream().anyMatch(topic -> isIn(bloom, topic.toArray())));
    }

    /** The three bits of the yellow paper's M3:2048. */
    private static boolean isIn(Bytes bloom, byte[] entry) {
        byte[] hash = Hashes.keccak256(entry);
        for (int i = 0; i < 6; i += 2) {
            int bit = ((hash[i] & 0x07) << 8) | (hash[i + 1] & 0xff);
            if ((bloom.get(255 - bit / 8) & (1 << (bit % 8))) == 0) {
                return false;
            }
        }
        return true;
    }
}
