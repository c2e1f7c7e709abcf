package org.alys.bridge.pegin;

import org.alys.primitives.Sats;

/** One output of a transaction that pays the federation. */
record ParsedPayment(long outputIndex, Sats amount, PaymentOutcome outcome) {}
