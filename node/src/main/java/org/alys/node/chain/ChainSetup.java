package org.alys.node.chain;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.alys.chain.block.Block;
import org.alys.chain.rules.ChainRules;
import org.alys.node.network.SignatureCache;

/**
 * What a {@link ChainActor} is made of; the same for every incarnation.
 *
 * @param signer empty for a node that only follows
 * @param readiness when this node may take part
 * @param checkpoint a block that the chain must have at its height
 * @param events is told what happened, on the actor's thread, and returns quickly
 */
public record ChainSetup(
        ChainRules rules,
        Block genesis,
        SignatureCache signatures,
        Optional<SlotSigner> signer,
        ChainPorts ports,
        InstantSource clock,
        RandomGenerator random,
        Readiness readiness,
        Optional<Checkpoint> checkpoint,
        Consumer<ChainEvent> events) {
    /** Of a node that takes part at once and trusts what the federation certifies. */
    public ChainSetup(
            ChainRules rules,
            Block genesis,
            SignatureCache signatures,
            Optional<SlotSigner> signer,
            ChainPorts ports,
            InstantSource clock,
            RandomGenerator random,
            Consumer<ChainEvent> events) {
        this(rules, genesis, signatures, signer, ports, clock, random, Readiness.ALWAYS, Optional.empty(), events);
    }

    /** Whether a chain with this block is not the one that the operator trusts. */
    boolean excludes(Block block) {
        return checkpoint.filter(point -> point.excludes(block)).isPresent();
    }
}
