package org.alys.actor.registry;

/** How an actor was when its health was last told. */
public enum RegistryHealth {
    UNKNOWN,
    HEALTHY,
    WARNING,
    UNHEALTHY,
    CRITICAL
}
