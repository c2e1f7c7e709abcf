/**
 * Merkle Patricia tries (Ethereum yellow paper, appendix D): roots, updates of many keys in one pass, and proofs. Nodes live
 * wherever a {@link org.alys.evm.trie.NodeSource} finds them by their path, so that one place on disk holds the newest node of
 * that path and nothing needs pruning. Keys are used as given: whoever wants a secure trie hashes them. Pure.
 */
@NullMarked
package org.alys.evm.trie;

import org.jspecify.annotations.NullMarked;
