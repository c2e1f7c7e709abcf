/** Tests of deposits: parsing, the book under random reorgs of both chains, verdicts, and a run against a real bitcoind. */
@NullMarked
package org.alys.bridge.pegin;

import org.jspecify.annotations.NullMarked;
