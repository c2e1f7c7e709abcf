package org.alys.node.network;

/** Why a node does not answer a request. */
public enum Refusal {
    /** The request breaks the protocol. */
    INVALID_REQUEST,
    /** An error on the answering side. */
    SERVER_ERROR,
    /** It cannot say now, because it is starting. */
    UNAVAILABLE,
    /** The peer asks too often. */
    RATE_LIMITED
}
