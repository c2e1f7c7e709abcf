package org.alys.actor.resource;

import java.nio.file.Path;
import java.util.List;

/**
 * How full the file system of a directory is: {@value #DISK} is the part in use of what this process could have of it, which
 * leaves out what is reserved for others.
 */
public final class DiskResources implements ResourceSource {
    public static final String DISK = "disk";

    private final Path directory;

    /** @param directory any on the file system; while there is none, nothing is read */
    public DiskResources(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<ResourceReading> read() {
        long used = directory.toFile().getTotalSpace() - directory.toFile().getFreeSpace();
        long left = directory.toFile().getUsableSpace();
        return used + left == 0 ? List.of() : List.of(new ResourceReading(DISK, (double) used / (used + left)));
    }
}
