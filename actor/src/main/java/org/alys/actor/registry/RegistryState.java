package org.alys.actor.registry;

/** The life of an entry, as the registry enforces it. */
public enum RegistryState {
    REGISTERING,
    ACTIVE,
    SUSPENDED,
    SHUTTING_DOWN,
    FAILED,
    TERMINATED;

    /** Whether {@code next} may follow directly. */
    public boolean canMoveTo(RegistryState next) {
        return switch (this) {
            case REGISTERING -> next == ACTIVE || next == FAILED;
            case ACTIVE -> next == SUSPENDED || next == SHUTTING_DOWN || next == FAILED;
            case SUSPENDED -> next == ACTIVE || next == FAILED;
            case SHUTTING_DOWN -> next == TERMINATED;
            case FAILED -> next == ACTIVE || next == TERMINATED;
            case TERMINATED -> false;
        };
    }
}
