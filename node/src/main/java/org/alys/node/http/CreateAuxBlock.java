package org.alys.node.http;

/** The answer to {@code createauxblock}. */
public sealed interface CreateAuxBlock {
    /** The candidate to mine on. */
    record Created(AuxBlockTemplate template) implements CreateAuxBlock {}

    /** The node has no peers, no execution layer or no Bitcoin node: code -9. */
    record NotConnected(String reason) implements CreateAuxBlock {}

    /** The node is behind, or the chain has no block to finalise yet: code -10. Pools ask again. */
    record NotReady(String reason) implements CreateAuxBlock {}
}
