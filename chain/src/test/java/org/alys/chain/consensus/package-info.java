/** Tests of the voting rule: each rule by itself, and whole federations in virtual time under seeded faults. */
@NullMarked
package org.alys.chain.consensus;

import org.jspecify.annotations.NullMarked;
