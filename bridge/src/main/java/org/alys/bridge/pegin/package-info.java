/**
 * Deposits: which Bitcoin outputs pay the federation, whom they name, how deep they lie, and which were minted. Pure: blocks
 * and mints come in as values, new states and effects go out. {@link org.alys.bridge.pegin.BlockScanner} reads a Bitcoin
 * block, {@link org.alys.bridge.pegin.PegInBook} keeps the account, {@link org.alys.bridge.pegin.PegInVerifier} judges what
 * another member's block claims.
 */
@NullMarked
package org.alys.bridge.pegin;

import org.jspecify.annotations.NullMarked;
