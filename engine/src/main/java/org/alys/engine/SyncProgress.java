package org.alys.engine;

/** How far a client that is catching up has come, as block numbers. */
public record SyncProgress(long currentBlock, long highestBlock) {}
