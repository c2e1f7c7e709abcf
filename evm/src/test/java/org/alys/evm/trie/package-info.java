/** Tests of the tries. */
@NullMarked
package org.alys.evm.trie;

import org.jspecify.annotations.NullMarked;
