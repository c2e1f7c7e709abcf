package org.alys.bitcoin.regtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the embedded node's answer differs from the daemon's. */
final class Likeness {
    /** What a daemon may say more: fields of a derivative of Bitcoin Core, and of newer versions. */
    private static final Set<String> DAEMON_ONLY = Set.of(
            "header_version",
            "txcount",
            "usage",
            "currentpriority",
            "startingpriority",
            "reject-details",
            "isactive",
            "use_txids",
            "dustdynamic",
            "dustrelayfee",
            "dustrelayfeefloor",
            "rbf_policy",
            "truc_policy",
            "feerate",
            "testdummy",
            "currentblocksize",
            "currentblockweight",
            "currentblocktx");

    /** Counters and sizes that depend on the program and not on the chain. */
    private static final Set<String> INCOMPARABLE = Set.of("size_on_disk", "longpollid", "usage", "disk_size");

    private final List<String> differences = new ArrayList<>();

    private Likeness() {}

    /** One line for each difference; errors are alike when their codes are. */
    static List<String> differences(JsonNode embedded, JsonNode daemon) {
        Likeness likeness = new Likeness();
        if (RawRpc.isError(embedded) || RawRpc.isError(daemon)) {
            if (!embedded.path("code").equals(daemon.path("code"))) {
                likeness.differences.add("embedded " + embedded + ", daemon " + daemon);
            }
        } else {
            likeness.compare("", embedded, daemon);
        }
        return likeness.differences;
    }

    private void compare(String path, JsonNode embedded, JsonNode daemon) {
        if (embedded.isObject() && daemon.isObject()) {
            compareFields(path, embedded, daemon);
        } else if (embedded.isArray() && daemon.isArray() && embedded.size() == daemon.size()) {
            for (int i = 0; i < embedded.size(); i++) {
                compare(path + "[" + i + "]", embedded.get(i), daemon.get(i));
            }
        } else if (embedded.isNumber() && daemon.isNumber()) {
            if (embedded.decimalValue().compareTo(daemon.decimalValue()) != 0) {
                differ(path, embedded, daemon);
            }
        } else if (!sameText(embedded, daemon)) {
            differ(path, embedded, daemon);
        }
    }

    /** The library words script failures in its own way. */
    private static boolean sameText(JsonNode embedded, JsonNode daemon) {
        String prefix = "mempool-script-verify-flag-failed";
        return embedded.equals(daemon)
                || (embedded.asText().startsWith(prefix) && daemon.asText().startsWith(prefix));
    }

    private void compareFields(String path, JsonNode embedded, JsonNode daemon) {
        for (Map.Entry<String, JsonNode> field : daemon.properties()) {
            String name = field.getKey();
            if (!embedded.has(name) && !DAEMON_ONLY.contains(name) && !isEntryHash(name, daemon)) {
                differences.add(path + "/" + name + " is missing");
            }
        }
        for (Map.Entry<String, JsonNode> field : embedded.properties()) {
            String name = field.getKey();
            if (!daemon.has(name)) {
                if (!DAEMON_ONLY.contains(name)) {
                    differences.add(path + "/" + name + " is not in the daemon's answer");
                }
            } else if (!INCOMPARABLE.contains(name)) {
                compare(path + "/" + name, field.getValue(), daemon.get(name));
            }
        }
    }

    private static boolean isEntryHash(String name, JsonNode daemon) {
        return name.equals("hash") && daemon.has("ancestorcount");
    }

    private void differ(String path, JsonNode embedded, JsonNode daemon) {
        differences.add(path + ": embedded " + embedded + ", daemon " + daemon);
    }
}
