package org.alys.p2p.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;

/**
 * A text file: the line {@code p2p-peers 1}, then {@code peer ID ADDRESS...} and {@code ban ID SECONDS}, the second a Unix time. Not a
 * secret, but whoever writes it chooses what this host dials.
 */
public final class FilePeerStore implements PeerStore {
    private static final String HEADER = "p2p-peers 1";
    private static final String PEER = "peer";
    private static final String BAN = "ban";
    /** Twice what the fullest book and list of bans take. */
    private static final long MAX_LENGTH = 16L * 1024 * 1024;

    private final Path file;

    /** @param file made by the first save; its directory exists */
    public FilePeerStore(Path file) {
        this.file = file;
    }

    @Override
    public Known load() throws IOException {
        if (!Files.exists(file)) {
            return Known.NOTHING;
        }
        if (Files.size(file) > MAX_LENGTH) {
            throw new IOException(file + " is longer than " + MAX_LENGTH + " bytes");
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IOException(file + " does not begin with: " + HEADER);
        }
        Map<PeerId, List<Multiaddr>> addresses = new LinkedHashMap<>();
        Map<PeerId, Instant> bans = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                read(lines.get(i), addresses, bans);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new Known(addresses, bans);
    }

    private static void read(String line, Map<PeerId, List<Multiaddr>> addresses, Map<PeerId, Instant> bans) {
        String[] words = line.split(" ", -1);
        if (words.length >= 2 && words[0].equals(PEER)) {
            addresses.put(
                    PeerId.parse(words[1]),
                    Arrays.stream(words).skip(2).map(Multiaddr::parse).toList());
        } else if (words.length == 3 && words[0].equals(BAN)) {
            bans.put(PeerId.parse(words[1]), Instant.ofEpochSecond(Long.parseLong(words[2])));
        } else {
            throw new IllegalArgumentException("neither a peer nor a ban: " + line);
        }
    }

    @Override
    public void save(Known known) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        known.addresses().forEach((peer, addresses) -> {
            text.append(PEER).append(' ').append(peer);
            addresses.forEach(address -> text.append(' ').append(address));
            text.append('\n');
        });
        known.bannedUntil()
                .forEach((peer, until) -> text.append(BAN)
                        .append(' ')
                        .append(peer)
                        .append(' ')
                        .append(until.getEpochSecond())
                        .append('\n'));
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                written,
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
