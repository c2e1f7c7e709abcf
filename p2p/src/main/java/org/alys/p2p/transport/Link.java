package org.alys.p2p.transport;

import java.net.InetSocketAddress;

/** One connection to one remote. One thread reads at a time, and one writes. */
public interface Link extends Duplex {
    InetSocketAddress local();

    InetSocketAddress remote();
}
