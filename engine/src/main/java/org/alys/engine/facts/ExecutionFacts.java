package org.alys.engine.facts;

import java.util.ArrayList;
import java.util.List;
import org.alys.engine.EventLog;
import org.alys.engine.Receipt;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * What an executed block means for fees and pegs.
 *
 * @param baseFees burned by the protocol: gas used times base fee
 * @param priorityFees credited to the fee recipient
 * @param pegOuts in order of their logs
 */
public record ExecutionFacts(Wei baseFees, Wei priorityFees, List<PegOutRequest> pegOuts) implements FactsResult {

    public ExecutionFacts {
        pegOuts = List.copyOf(pegOuts);
    }

    /** Everything that users paid for gas. */
    public Wei totalFees() {
        return baseFees.plus(priorityFees);
    }

    /**
     * Reads the facts from a block and its receipts.
     *
     * @param receipts of that block, checked ({@link org.alys.engine.ExecutionClient#receipts})
     * @param bridge only logs that this address emitted count
     */
    public static FactsResult of(ExecutionPayload payload, List<Receipt> receipts, EvmAddress bridge) {
        Wei priorityFees = Wei.ZERO;
        List<PegOutRequest> pegOuts = new ArrayList<>();
        for (Receipt receipt : receipts) {
            Wei tip = receipt.effectiveGasPrice().minus(payload.baseFeePerGas());
            priorityFees = priorityFees.plus(tip.times(receipt.gasUsed()));
            for (EventLog log : receipt.logs()) {
                if (!PegOutEvent.isRequest(log, bridge)) {
                    continue;
                }
                switch (PegOutEvent.decode(receipt, log)) {
                    case PegOutEvent.Decoded(PegOutRequest request) -> pegOuts.add(request);
                    case PegOutEvent.Refused(String reason) -> {
                        return new Malformed(receipt.transactionHash(), log.logIndex(), reason);
                    }
                }
            }
        }
        return new ExecutionFacts(payload.baseFeePerGas().times(payload.gasUsed()), priorityFees, pegOuts);
    }
}
