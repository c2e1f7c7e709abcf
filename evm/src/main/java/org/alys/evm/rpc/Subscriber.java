package org.alys.evm.rpc;

/** A connection that can be sent more than answers. */
public interface Subscriber {
    /**
     * Sends a notification; must not block for long, may be called from any thread. A connection that cannot keep up is the
     * transport's to close.
     */
    void push(byte[] notification);
}
