package org.alys.bridge.pegin;

import org.alys.primitives.Bytes32;

/**
 * Which sidechain block minted a deposit.
 *
 * @param height of that block
 * @param blockRoot its root
 */
public record Mint(long height, Bytes32 blockRoot) {}
