package org.alys.node.http;

/** How the node feels. Called often; must answer fast and from memory. */
public interface HealthApi {
    Health health();
}
