package org.alys.bridge.pegin;

import java.util.Optional;
import org.alys.primitives.EvmAddress;

/** What a payment to the federation is good for. */
sealed interface PaymentOutcome {
    record Mintable(EvmAddress recipient) implements PaymentOutcome {}

    record Unmintable(UnmintableReason reason, Optional<EvmAddress> recipient) implements PaymentOutcome {}
}
