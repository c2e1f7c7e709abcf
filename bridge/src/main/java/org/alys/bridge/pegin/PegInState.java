package org.alys.bridge.pegin;

/** How far a payment to the federation is. */
public sealed interface PegInState {
    /** Not deep enough yet. */
    record Waiting(int confirmations, int required) implements PegInState {}

    /** Deep enough; the next blocks will mint it. */
    record Mintable(int confirmations) implements PegInState {}

    record Minted(Mint mint) implements PegInState {}

    /** Will never be minted. */
    record Unmintable(UnmintableReason reason) implements PegInState {}

    /** Minted, and gone from Bitcoin's active chain: an emergency. */
    record Lost(Mint mint) implements PegInState {}
}
