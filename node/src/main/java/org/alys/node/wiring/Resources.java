package org.alys.node.wiring;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be closed, in reverse order of opening. One that fails to close does not keep the others open. */
final class Resources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<Entry> open = new ArrayDeque<>();

    private record Entry(String name, AutoCloseable resource) {}

    synchronized <T extends AutoCloseable> T add(String name, T resource) {
        open.push(new Entry(name, resource));
        return resource;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            Entry entry = open.pop();
            try {
                entry.resource().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.warn("interrupted while closing the {}", entry.name());
            } catch (Exception e) {
                LOG.warn("the {} did not close cleanly", entry.name(), e);
            }
        }
    }
}
