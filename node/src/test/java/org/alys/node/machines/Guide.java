package org.alys.node.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code docs/federation-guide.md} says, and where the files lie that it names. */
public final class Guide {
    /** The root of the checkout. */
    public static final Path ROOT =
            Path.of(System.getProperty("alys.root", "..")).toAbsolutePath().normalize();
    /** The guide's five machines, in the order of the members. */
    public static final List<String> MACHINES = List.of("alpha", "bravo", "charlie", "delta", "echo");
    /** In the output of {@code alys keys}: what a member sends to the coordinator. */
    public static final Pattern FEDERATION_BLOCK = Pattern.compile("(?ms)^chain\\.federation \\+= \\{.*?^}\n");
    /** In such a block: the member's identity on the network. */
    public static final Pattern PEER_ID = Pattern.compile("peerId = \"([^\"]+)\"");

    private Guide() {}

    /** The whole text. */
    public static String text() throws IOException {
        return Files.readString(ROOT.resolve("docs/federation-guide.md"));
    }

    /** What stands between the fences of this language, in order. */
    public static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(text())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The configuration that all share before the genesis, without the members. */
    public static String federationConfiguration() throws IOException {
        return blocks("hocon").get(0);
    }

    /** The configuration of the first member. */
    public static String memberConfiguration() throws IOException {
        return blocks("hocon").get(1);
    }

    /** The first match of {@code pattern}, which must be there. */
    public static MatchResult first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in: " + text));
    }
}
