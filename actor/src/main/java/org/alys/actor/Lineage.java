package org.alys.actor;

import java.util.OptionalLong;

/**
 * The descent of a message: messages that one outside message set off form a tree. Within one system it orders what it
 * relates: a message was sent before everything below it was.
 *
 * @param root the id of the first message of the exchange
 * @param parent the id of the message in whose handling it was sent; empty for the first
 * @param generation steps from the root, 0 for the first
 */
public record Lineage(long root, OptionalLong parent, int generation) {
    public Lineage {
        if (generation < 0 || (generation > 0 && parent.isEmpty())) {
            throw new IllegalArgumentException("generation " + generation + " with parent " + parent);
        }
    }
}
