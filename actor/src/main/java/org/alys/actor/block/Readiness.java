package org.alys.actor.block;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a node can do its part, and why not. There is no default that says yes.
 *
 * @param at when it was looked at
 * @param sync how far it is
 * @param federationHealthy whether enough members are healthy
 * @param validates whether the actors that validate are well
 * @param produces whether the actors that make blocks are well
 */
public record Readiness(Instant at, SyncStatus sync, boolean federationHealthy, boolean validates, boolean produces) {

    /** Whether it can judge blocks of others. */
    public boolean canValidate() {
        return validates && !(sync instanceof SyncStatus.NotSynced);
    }

    /** Whether it can make blocks. */
    public boolean canProduce() {
        return obstacles().isEmpty();
    }

    /** What stands in the way of making blocks; nothing if it can. */
    public List<String> obstacles() {
        List<String> found = new ArrayList<>();
        if (!sync.enoughForProduction()) {
            found.add("not synced: " + sync);
        }
        if (!federationHealthy) {
            found.add("too few members of the federation are healthy");
        }
        if (!validates) {
            found.add("validation is not well");
        }
        if (!produces) {
            found.add("block production is not well");
        }
        return found;
    }
}
