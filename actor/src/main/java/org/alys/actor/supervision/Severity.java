package org.alys.actor.supervision;

/** How bad a failure is, the mildest first. */
public enum Severity {
    MINOR,
    MODERATE,
    MAJOR,
    CRITICAL,
    FATAL
}
