package org.alys.node.http;

/** The answer to {@code getdepositaddress}. */
public sealed interface DepositAddress {
    /** The federation's Bitcoin address. */
    record Address(String address) implements DepositAddress {}

    /** The node is not synced, so it cannot vouch for the address: code -10. */
    record NotReady(String reason) implements DepositAddress {}
}
