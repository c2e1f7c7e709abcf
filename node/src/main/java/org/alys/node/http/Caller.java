package org.alys.node.http;

/** Who makes a call, as far as what it may do depends on that. */
enum Caller {
    /**
     * May steer the node: has shown the password or, where none is set, calls from this machine. A web page that a browser of
     * the operator shows is neither, whatever credentials the browser adds.
     */
    OPERATOR,
    /** May ask. */
    ANYBODY
}
