package org.alys.actor.resource;

/** How far a resource is used up, the best first. */
public enum ResourceLevel {
    NORMAL,
    WARNING,
    /** Work is about to fail for want of it. */
    ERROR
}
