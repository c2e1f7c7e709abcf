/**
 * What members tell each other as bytes: a number for the kind of message, then its SSZ encoding compressed with snappy. Bytes from
 * outside are bounded before memory is taken for them. To add a kind of message, add one line to the table in {@link
 * org.alys.node.network.wire.Kinds} and its layout to docs/protocol.md; a number that was used never gets another meaning.
 */
@NullMarked
package org.alys.node.network.wire;

import org.jspecify.annotations.NullMarked;
