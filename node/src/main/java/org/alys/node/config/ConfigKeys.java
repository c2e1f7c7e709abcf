package org.alys.node.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All keys there are. An environment variable overrides a key: {@code ALYS_} and the key in capitals, with an underscore for
 * every dot and before every inner capital, so {@code bitcoin.cookieFile} is {@code ALYS_BITCOIN_COOKIE_FILE}.
 */
final class ConfigKeys {
    static final String PREFIX = "ALYS_";
    static final String FEDERATION = "chain.federation";

    static final List<String> MEMBER =
            List.of("blsPublicKey", "bitcoinPublicKey", "feeAddress", "proofOfPossession", "peerId");

    private static final List<String> OTHERS = List.of(
            "preset",
            "dataDir",
            "chainSpecFile",
            "member.blsSecretFile",
            "member.bitcoinSecretFile",
            "http.bind",
            "http.port",
            "http.user",
            "http.password",
            "http.requestTimeout",
            "http.maxBodyBytes",
            "http.maxConnections",
            "execution.client",
            "execution.rpc.bind",
            "execution.rpc.port",
            "execution.rpc.callTimeout",
            "execution.archive",
            "execution.history",
            "execution.engineUrl",
            "execution.ethUrl",
            "execution.jwtSecretFile",
            "execution.timeouts.forkchoiceUpdated",
            "execution.timeouts.newPayload",
            "execution.timeouts.getPayload",
            "execution.timeouts.query",
            "bitcoin.url",
            "bitcoin.user",
            "bitcoin.password",
            "bitcoin.cookieFile",
            "bitcoin.zmq",
            "bitcoin.pollInterval",
            "network.keyFile",
            "network.listen",
            "network.peers",
            "network.maxFollowers",
            "network.discovery.mdns",
            "network.discovery.discv5.port",
            "network.discovery.discv5.bootnodes",
            "network.discovery.wantedPeers",
            "sync.checkpoint",
            "mining.payoutAddress",
            "logging.level");

    private static final List<String> CHAIN = List.of(
            "chain.slotDuration",
            "chain.threshold",
            "chain.chainId",
            "chain.auxPowChainId",
            "chain.maxBlocksWithoutAuxPow",
            "chain.auxPow.targetBlocks",
            "chain.auxPow.powLimit",
            "chain.auxPow.maxAdjustmentPercent",
            "chain.pegIn.confirmations",
            "chain.pegIn.minimumSats",
            "chain.pegOut.confirmations",
            "chain.pegOut.minimumSats",
            "chain.bitcoinNetwork",
            "chain.bitcoinStartHeight",
            "chain.fork",
            "chain.genesisTime");

    private static final Set<String> ALL =
            Stream.of(OTHERS, CHAIN, List.of(FEDERATION)).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());

    /** By the variable's name. {@code ALYS_LOG_LEVEL} is the short way to say {@code logging.level}. */
    private static final Map<String, String> BY_VARIABLE = Stream.concat(
                    Stream.of(OTHERS, CHAIN).flatMap(List::stream).map(key -> Map.entry(variable(key), key)),
                    Stream.of(Map.entry(PREFIX + "LOG_LEVEL", "logging.level")))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Read by the launcher, by tests and by nobody's configuration. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("ALYS_HOME", "ALYS_HEAP", "ALYS_JAVA_HOME", "ALYS_VECTORS", "ALYS_BITCOIND");

    private ConfigKeys() {}

    static boolean isKnown(String key) {
        return ALL.contains(key);
    }

    static String variable(String key) {
        return PREFIX
                + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(java.util.Locale.ROOT);
    }

    static Optional<String> keyOf(String variable) {
        return Optional.ofNullable(BY_VARIABLE.get(variable));
    }

    static boolean isForeign(String variable) {
        return variable.startsWith(PREFIX) && !BY_VARIABLE.containsKey(variable) && !OTHER_VARIABLES.contains(variable);
    }

    /** The known key most like {@code key}, when it is like it at all. */
    static Optional<String> nearest(String key) {
        return ALL.stream()
                .collect(Collectors.toMap(Function.identity(), known -> distance(key, known)))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() <= 2)
                .min(Comparator.comparing(Map.Entry<String, Integer>::getValue).thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    /** Levenshtein's edit distance, case ignored. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                int change = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
