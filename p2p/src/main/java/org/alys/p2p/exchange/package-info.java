/**
 * Requests to one peer and its answers, in the form of Ethereum's consensus layer: a request and each chunk of the answer is a length
 * followed by snappy frames ({@code ssz_snappy}). What the bytes mean is the caller's. Sizes, counts, rates and times are bounded.
 */
@NullMarked
package org.alys.p2p.exchange;

import org.jspecify.annotations.NullMarked;
