/**
 * The node's one HTTP port: mining and query JSON-RPC, health, metrics. {@link org.alys.node.http.ApiServer} serves what the
 * node implements behind {@link org.alys.node.http.MiningApi}, {@link org.alys.node.http.QueryApi} and
 * {@link org.alys.node.http.HealthApi}. Nothing here knows an actor, and every byte from outside is bounded before it is
 * parsed. Field names and error codes of the mining calls are fixed by pool software: do not improve them.
 */
@NullMarked
package org.alys.node.http;

import org.jspecify.annotations.NullMarked;
