package org.alys.chain.rules;

import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxPowRejection;
import org.alys.bitcoin.auxpow.AuxPowVerdict;
import org.alys.bitcoin.auxpow.AuxPowVerifier;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.rules.BlockPlan.Finalising;
import org.alys.primitives.Bytes32;

/** Whether a block's AuxPoW header is right, or may be absent. */
final class AuxPowCheck {
    /** What came of it. */
    sealed interface Outcome {
        /** Right; with what the header makes final, if there is one. */
        record Passed(Optional<Finalising> finalising) implements Outcome {}

        record Refused(Rejection reason) implements Outcome {}

        /** The range cannot be checked without this. */
        record Unknown(Missing missing) implements Outcome {}
    }

    private final ChainRules rules;
    private final Block block;
    private final ChainState parent;
    private final Ancestors ancestors;

    AuxPowCheck(ChainRules rules, Block block, ChainState parent, Ancestors ancestors) {
        this.rules = rules;
        this.block = block;
        this.parent = parent;
        this.ancestors = ancestors;
    }

    Outcome outcome() {
        return block.auxPow().map(this::checkHeader).orElseGet(this::checkAbsence);
    }

    private Outcome checkAbsence() {
        long without = block.height() - parent.finality().height();
        long limit = rules.spec().maxBlocksWithoutAuxPow();
        return without > limit
                ? new Outcome.Refused(new Rejection.MissingAuxPow(without, limit))
                : new Outcome.Passed(Optional.empty());
    }

    private Outcome checkHeader(AuxPowHeader header) {
        return switch (FinalRange.search(parent, header.rangeEnd(), ancestors)) {
            case FinalRange.Search.Found(FinalRange range) -> checkProof(header, range);
            case FinalRange.Search.NotAnAncestor _ ->
                new Outcome.Refused(new Rejection.RangeEndNotAncestor(header.rangeEnd()));
            case FinalRange.Search.Unknown(Bytes32 root) -> new Outcome.Unknown(new Missing.Ancestor(root));
        };
    }

    private Outcome checkProof(AuxPowHeader header, FinalRange range) {
        if (!header.rangeStart().equals(range.start())) {
            return refused(new AuxPowRejection.RangeNotNext(header.rangeStart(), range.start()));
        }
        MiningWork work = MiningWork.of(
                rules.spec().auxPow(), rules.genesisRoot(), range, parent.finality(), header.feeRecipient());
        if (!header.bits().equals(work.bits())) {
            return refused(new AuxPowRejection.WrongBits(header.bits(), work.bits()));
        }
        AuxPowVerifier verifier = new AuxPowVerifier(rules.spec().auxPowChainId());
        return switch (verifier.verify(header.auxPow().toArray(), work.hash(), work.bits())) {
            case AuxPowVerdict.Accepted _ ->
                new Outcome.Passed(Optional.of(new Finalising(range, header.feeRecipient())));
            case AuxPowVerdict.Rejected(AuxPowRejection reason) -> refused(reason);
        };
    }

    private static Outcome refused(AuxPowRejection reason) {
        return new Outcome.Refused(new Rejection.InvalidAuxPow(reason));
    }
}
