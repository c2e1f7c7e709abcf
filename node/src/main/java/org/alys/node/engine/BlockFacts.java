package org.alys.node.engine;

import org.alys.engine.facts.ExecutionFacts;
import org.alys.primitives.Wei;

/**
 * What an executed block did, from its receipts, and what the reserved accounts hold after it. Two views of the same money:
 * the chain compares them.
 *
 * @param feeSinkBalance all priority fees that were ever paid
 * @param burnBalance all wei that were ever burned, by the Bridge or by anybody else
 */
public record BlockFacts(ExecutionFacts execution, Wei feeSinkBalance, Wei burnBalance) {}
