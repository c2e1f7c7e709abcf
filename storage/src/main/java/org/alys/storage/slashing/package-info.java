/**
 * The record of everything this node signed, written to disk before a signature may leave it, so that no crash or restored
 * backup makes it sign the contrary. {@code SlashingProtection} is the way in; {@code SignedBallots} holds the rules and
 * touches no file; the log's layout is that of {@code LogCodec}.
 */
@NullMarked
package org.alys.storage.slashing;

import org.jspecify.annotations.NullMarked;
