package org.alys.actor.resource;

/**
 * What one resource is used to at one moment.
 *
 * @param resource its name
 * @param use used part of it, 0.0 upwards, 1.0 for all
 */
public record ResourceReading(String resource, double use) {
    public ResourceReading {
        if (!(use >= 0)) {
            throw new IllegalArgumentException(resource + " is used to " + use);
        }
    }
}
