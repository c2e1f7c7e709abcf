package org.alys.chain.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.Withdrawals;
import org.alys.chain.rules.BlockPlan.Finalising;
import org.alys.chain.rules.Rejection.PayloadField;
import org.alys.chain.spec.ChainSpec;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes;

/** One judgement of one block: cheap rules first, and every rule that can reject before anything that can only wait. */
final class BlockCheck {
    private final ChainRules rules;
    private final ChainSpec spec;
    private final Block block;
    private final ChainState parent;
    private final BlockContext context;

    BlockCheck(ChainRules rules, Block block, ChainState parent, BlockContext context) {
        this.rules = rules;
        this.spec = rules.spec();
        this.block = block;
        this.parent = parent;
        this.context = context;
    }

    Verdict verdict() {
        if (block.height() <= context.federationFinalHeight()) {
            return new Verdict.Ignore(
                    new Verdict.Ignored.NotAboveFinal(block.height(), context.federationFinalHeight()));
        }
        Optional<Rejection> broken = first(List.of(
                this::checkPlace,
                this::checkSlot,
                this::checkPayload,
                this::checkBlobs,
                this::checkPegs,
                this::checkSize));
        if (broken.isPresent()) {
            return new Verdict.Reject(broken.get());
        }
        return switch (new AuxPowCheck(rules, block, parent, context).outcome()) {
            case AuxPowCheck.Outcome.Refused(Rejection reason) -> new Verdict.Reject(reason);
            case AuxPowCheck.Outcome.Unknown(Missing missing) -> new Verdict.Defer(List.of(missing));
            case AuxPowCheck.Outcome.Passed(Optional<Finalising> finalising) ->
                checkWithdrawals(finalising).<Verdict>map(Verdict.Reject::new).orElseGet(this::judgeDeposits);
        };
    }

    private static Optional<Rejection> first(List<Supplier<Optional<Rejection>>> checks) {
        return checks.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Rejection> unless(boolean holds, Supplier<Rejection> rejection) {
        return holds ? Optional.empty() : Optional.of(rejection.get());
    }

    private Optional<Rejection> checkPlace() {
        return first(List.of(
                () -> unless(block.fork() == spec.fork(), () -> new Rejection.WrongFork(spec.fork(), block.fork())),
                () -> unless(
                        block.parentRoot().equals(parent.root()),
                        () -> new Rejection.WrongParent(parent.root(), block.parentRoot())),
                () -> unless(
                        block.height() == parent.height() + 1,
                        () -> new Rejection.WrongHeight(parent.height() + 1, block.height()))));
    }

    private Optional<Rejection> checkSlot() {
        long slot = block.slot();
        if (slot <= parent.slot()) {
            return Optional.of(new Rejection.SlotNotAfterParent(slot, parent.slot()));
        }
        long latest = spec.slots().slotAt(context.now().plus(ChainRules.CLOCK_TOLERANCE));
        if (slot > latest) {
            return Optional.of(new Rejection.SlotInFuture(slot, latest));
        }
        int proposer = spec.proposerOf(slot);
        return unless(block.proposer() == proposer, () -> new Rejection.WrongProposer(proposer, block.proposer()));
    }

    private Optional<Rejection> checkPayload() {
        ExecutionPayload payload = block.payload();
        return first(List.of(
                () -> field(PayloadField.NUMBER, block.height(), payload.blockNumber()),
                () -> field(PayloadField.PARENT_HASH, parent.payloadHash(), payload.parentHash()),
                () -> field(PayloadField.TIMESTAMP, spec.slots().timestampSeconds(block.slot()), payload.timestamp()),
                () -> field(
                        PayloadField.PREV_RANDAO,
                        PayloadRules.prevRandao(parent.root(), block.slot()),
                        payload.prevRandao()),
                () -> field(PayloadField.FEE_RECIPIENT, PayloadRules.FEE_SINK, payload.feeRecipient())));
    }

    private static Optional<Rejection> field(PayloadField field, Object expected, Object actual) {
        return unless(
                expected.equals(actual),
                () -> new Rejection.WrongPayloadField(field, expected.toString(), actual.toString()));
    }

    private Optional<Rejection> checkBlobs() {
        List<Bytes> transactions = block.payload().transactions();
        for (int i = 0; i < transactions.size(); i++) {
            if (PayloadRules.isBlobTransaction(transactions.get(i))) {
                return Optional.of(new Rejection.BlobTransaction(i));
            }
        }
        long gas = block.payload().blobGasUsed();
        return unless(gas == 0, () -> new Rejection.BlobGasUsed(gas));
    }

    private Optional<Rejection> checkPegs() {
        int proposals = block.pegOutProposals().size();
        int settled = block.settledPegOuts().size();
        if (proposals > 0 || settled > 0) {
            return Optional.of(new Rejection.UnexpectedPegOuts(proposals, settled));
        }
        List<PegIn> pegIns = block.pegIns();
        if (pegIns.size() > Block.MAX_PEG_INS) {
            return Optional.of(new Rejection.TooManyPegIns(pegIns.size(), Block.MAX_PEG_INS));
        }
        Set<OutPoint> seen = new HashSet<>();
        for (int i = 0; i < pegIns.size(); i++) {
            PegIn pegIn = pegIns.get(i);
            if (!seen.add(pegIn.outPoint())) {
                return Optional.of(new Rejection.DuplicatePegIn(pegIn.outPoint()));
            }
            if (i > 0 && PegIn.BITCOIN_ORDER.compare(pegIns.get(i - 1), pegIn) >= 0) {
                return Optional.of(new Rejection.PegInsOutOfOrder(i));
            }
            if (pegIn.amount().compareTo(spec.pegIn().minimum()) < 0) {
                return Optional.of(new Rejection.PegInBelowMinimum(
                        pegIn.outPoint(), pegIn.amount(), spec.pegIn().minimum()));
            }
        }
        return seen.stream().filter(context::alreadyMinted).findFirst().map(Rejection.PegInAlreadyMinted::new);
    }

    /** Signature and certificate must still fit. */
    private Optional<Rejection> checkSize() {
        int limit = Block.MAX_BYTES - CertifiedBlock.ENVELOPE_BYTES;
        int size = BlockSchema.of(block.fork()).block().size(block);
        return unless(size <= limit, () -> new Rejection.BlockTooLarge(size, limit));
    }

    private Optional<Rejection> checkWithdrawals(Optional<Finalising> finalising) {
        int room = rules.roomForPegs(parent, finalising);
        int pegs = context.refundsDue().size() + block.pegIns().size();
        if (pegs > room) {
            return Optional.of(new Rejection.TooManyWithdrawals(Withdrawals.LIMIT - room + pegs, Withdrawals.LIMIT));
        }
        BlockPlan plan = rules.plan(parent, block.slot(), block.pegIns(), context.refundsDue(), finalising);
        return unless(
                plan.attributes().withdrawals().equals(block.payload().withdrawals()),
                () -> new Rejection.WrongWithdrawals(
                        plan.attributes().withdrawals(), block.payload().withdrawals()));
    }

    private Verdict judgeDeposits() {
        List<Missing> missing = new ArrayList<>();
        for (PegIn pegIn : block.pegIns()) {
            switch (context.deposit(pegIn)) {
                case DepositVerdict.Confirmed _ -> {}
                case DepositVerdict.Waiting _ -> missing.add(new Missing.DepositConfirmations(pegIn.outPoint()));
                case DepositVerdict.Invalid(String reason) -> {
                    return new Verdict.Reject(new Rejection.InvalidPegIn(pegIn.outPoint(), reason));
                }
            }
        }
        return missing.isEmpty() ? new Verdict.Accept() : new Verdict.Defer(missing);
    }
}
