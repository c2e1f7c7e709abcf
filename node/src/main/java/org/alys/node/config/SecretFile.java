package org.alys.node.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;

/** A file with one secret of 32 bytes: 64 hex digits and a line end, for its owner's eyes only. */
public final class SecretFile {
    private static final int MAX_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    /**
     * The secret in {@code file}; {@code 0x} and white space around it are allowed.
     *
     * @throws IOException when it cannot be read or is not 64 hex digits; the message never quotes the content
     */
    public static Bytes32 read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        }
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        if (content.length > MAX_BYTES || !text.matches("(0x)?[0-9a-fA-F]{64}")) {
            throw new IOException("does not hold exactly 64 hex digits");
        }
        return Bytes32.of(Hex.decode(text));
    }

    /** Writes a new file that only its owner may read; throws when there is one already. */
    public static void write(Path file, Bytes32 secret) throws IOException {
        boolean posix = file.toAbsolutePath()
                .getFileSystem()
                .supportedFileAttributeViews()
                .contains("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, secret.toHex() + "\n", StandardOpenOption.WRITE);
    }

    /** Whether the file's group or everybody may read or write it; false where the file system does not tell. */
    public static boolean isOpenToOthers(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return false;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        return !others.isEmpty();
    }
}
