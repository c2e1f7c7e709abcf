/**
 * Bitcoin's consensus objects on raw bytes: transactions, headers, blocks, Merkle trees and compact targets, decoded
 * strictly and encoded byte for byte as they came. Nothing here judges validity beyond the encoding and knows nothing of
 * any sidechain. Decoding of bytes from outside goes through the {@code decode} methods, which bound the input and
 * answer with a {@link org.alys.bitcoin.tx.Decoded}; {@link org.alys.bitcoin.tx.BitcoinReader} is for codecs that embed
 * these objects.
 */
@NullMarked
package org.alys.bitcoin.tx;

import org.jspecify.annotations.NullMarked;
