package org.alys.actor.registry;

import org.alys.actor.health.HealthState;

/** How an actor was when its health was last told. */
public enum RegistryHealth {
    UNKNOWN,
    HEALTHY,
    WARNING,
    UNHEALTHY,
    CRITICAL;

    /** As a health monitor sees it. */
    public static RegistryHealth of(HealthState state) {
        return switch (state) {
            case UNKNOWN, SHUTTING_DOWN -> UNKNOWN;
            case HEALTHY -> HEALTHY;
            case DEGRADED -> WARNING;
            case UNHEALTHY, RECOVERING -> UNHEALTHY;
        };
    }
}
