package org.alys.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.alys.node.sync.ScorePart;

/** What {@code getsyncpeers} answers, as a table for people: a column for each part of the score, and its weight below the name. */
final class SyncPeerTable {
    private SyncPeerTable() {}

    static void print(PrintWriter out, JsonNode peers) {
        if (peers.isEmpty()) {
            out.println("no peer is connected");
            return;
        }
        StringBuilder names = new StringBuilder("score");
        StringBuilder weights = new StringBuilder("     ");
        for (ScorePart part : ScorePart.values()) {
            names.append("  ").append(part.label());
            weights.append(cell(part, "x " + part.weight()));
        }
        out.println(names + "  final block  standing     peer");
        out.println(weights);
        peers.forEach(peer -> out.println(line(peer)));
    }

    private static String line(JsonNode peer) {
        StringBuilder line = new StringBuilder(number(peer.path("score")));
        for (ScorePart part : ScorePart.values()) {
            line.append(cell(part, number(peer.path("parts").path(part.label()).path("value"))));
        }
        JsonNode height = peer.path("finalHeight");
        String who = peer.path("peer").asText();
        return line
                + String.format(
                        Locale.ROOT,
                        "  %11s  %-11s  %s",
                        height.isIntegralNumber() ? height.asText() : "?",
                        peer.path("standing").asText(),
                        peer.path("member").isInt()
                                ? "member " + peer.path("member").asInt() + " " + who
                                : who);
    }

    private static String number(JsonNode value) {
        return String.format(Locale.ROOT, "%5.3f", value.asDouble());
    }

    /** As wide as the part's name, and two spaces before it. */
    private static String cell(ScorePart part, String text) {
        return "  " + " ".repeat(Math.max(0, part.label().length() - text.length())) + text;
    }
}
