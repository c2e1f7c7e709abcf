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
        Consumer<ChainEvent> events) {}
