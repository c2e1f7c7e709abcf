package org.alys.bridge.pegin;

import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bridge.pegin.PegInVerdict.Accept;
import org.alys.bridge.pegin.PegInVerdict.Defer;
import org.alys.bridge.pegin.PegInVerdict.Fault;
import org.alys.bridge.pegin.PegInVerdict.Missing;
import org.alys.bridge.pegin.PegInVerdict.Reject;

/** Judges claimed deposits: a member against its own book, a node without a Bitcoin node against a header. */
public final class PegInVerifier {
    /**
     * A transaction of 64 bytes can be read as two nodes of a Merkle tree (CVE-2017-12842). With an input, a payment to the
     * federation and a recipient, a real deposit is longer.
     */
    private static final int MIN_TRANSACTION_BYTES = 65;

    /** More levels than a block of 4 million weight units can have. */
    private static final int MAX_BRANCH = 20;

    private final DepositParser parser;

    public PegInVerifier(DepositParser parser) {
        this.parser = parser;
    }

    /**
     * Judges a claim as of the book's tip.
     *
     * @param minted what the sidechain had minted before the block that claims
     */
    public PegInVerdict verify(Deposit claimed, PegInBook book, MintLookup minted) {
        Optional<Mint> mint = minted.find(claimed.outPoint()).or(() -> book.findLost(claimed.outPoint()));
        if (mint.isPresent()) {
            return new Reject(
                    Fault.ALREADY_MINTED,
                    claimed.outPoint() + " in block " + mint.get().height());
        }
        return book.find(claimed.outPoint())
                .map(entry -> compare(claimed, entry, book))
                .orElseGet(() -> judgeUnknown(claimed, book));
    }

    private static PegInVerdict compare(Deposit claimed, Tracked entry, PegInBook book) {
        return switch (entry) {
            case Tracked.Open(Deposit own) -> compareDeposits(claimed, own, book);
            // minted on another branch of the sidechain than the one that the lookup speaks for
            case Tracked.Done done -> compareDeposits(claimed, done.deposit(), book);
            case Tracked.Bad(UnmintablePayment payment) ->
                new Reject(Fault.UNMINTABLE, claimed.outPoint() + ": " + payment.reason());
        };
    }

    private static PegInVerdict compareDeposits(Deposit claimed, Deposit own, PegInBook book) {
        if (!claimed.amount().equals(own.amount())) {
            return new Reject(Fault.WRONG_AMOUNT, claimed.amount() + " instead of " + own.amount());
        }
        if (!claimed.recipient().equals(own.recipient())) {
            return new Reject(Fault.WRONG_RECIPIENT, claimed.recipient() + " instead of " + own.recipient());
        }
        if (!claimed.proof().block().equals(own.proof().block())) {
            return new Defer(
                    Missing.BITCOIN_BLOCK,
                    "our chain has the deposit in " + own.proof().block());
        }
        if (!claimed.proof().equals(own.proof())) {
            return new Reject(Fault.WRONG_PROOF, "the proof of " + claimed.outPoint() + " is not the one of its block");
        }
        int confirmations = book.confirmations(own.position());
        int required = book.parameters().confirmations();
        return confirmations >= required
                ? new Accept()
                : new Defer(Missing.CONFIRMATIONS, confirmations + " of " + required);
    }

    /** What is wrong in itself is rejected even when the block is unknown to us. */
    private PegInVerdict judgeUnknown(Deposit claimed, PegInBook book) {
        PegInVerdict alone = verifyAlone(claimed);
        if (!(alone instanceof Accept)) {
            return alone;
        }
        int height = claimed.proof().height();
        BlockHash block = claimed.proof().block();
        if (height > book.tipHeight()) {
            return new Defer(Missing.BITCOIN_BLOCK, block + " is above our height " + book.tipHeight());
        }
        Optional<BlockHash> own = book.state().hashAt(height);
        if (own.isPresent() && !own.get().equals(block)) {
            return new Defer(Missing.BITCOIN_BLOCK, "our chain has " + own.get() + " at height " + height);
        }
        return new Reject(Fault.NO_SUCH_DEPOSIT, claimed.outPoint() + " is not a deposit at height " + height);
    }

    /** Judges a claim against the header of its block; that the header is in the best chain and deep is the caller's care. */
    public PegInVerdict verifyAgainstHeader(Deposit claimed, BlockHeader header) {
        PegInVerdict alone = verifyAlone(claimed);
        if (!(alone instanceof Accept)) {
            return alone;
        }
        boolean committed = header.hash().equals(claimed.proof().block())
                && claimed.proof()
                        .branch()
                        .fold(claimed.outPoint().txid().bytes())
                        .equals(header.merkleRoot());
        return committed ? alone : new Reject(Fault.WRONG_PROOF, "the header does not commit to the transaction");
    }

    /** What can be told from the claim alone. */
    private PegInVerdict verifyAlone(Deposit claimed) {
        DepositProof proof = claimed.proof();
        int size = proof.transaction().size();
        if (size < MIN_TRANSACTION_BYTES || size > DepositProof.MAX_TRANSACTION_BYTES) {
            return new Reject(Fault.MALFORMED_TRANSACTION, size + " bytes");
        }
        if (!isBranchOf(proof.branch(), proof.transactionIndex())) {
            return new Reject(Fault.WRONG_PROOF, "the branch is not one of transaction " + proof.transactionIndex());
        }
        return switch (Transaction.decode(proof.transaction().toArray())) {
            case Decoded.Valid<Transaction>(Transaction transaction) -> verifyTransaction(claimed, transaction);
            case Decoded.Malformed<Transaction>(int offset, String reason) ->
                new Reject(Fault.MALFORMED_TRANSACTION, reason + " at byte " + offset);
        };
    }

    private static boolean isBranchOf(MerkleBranch branch, int index) {
        return branch.height() <= MAX_BRANCH && branch.mask() == index && index >= 0 && index >>> branch.height() == 0;
    }

    private PegInVerdict verifyTransaction(Deposit claimed, Transaction transaction) {
        if (transaction.hasWitness()
                || !transaction.txid().equals(claimed.outPoint().txid())) {
            return new Reject(
                    Fault.WRONG_PROOF,
                    "not the transaction " + claimed.outPoint().txid() + " without witness");
        }
        Optional<ParsedPayment> payment = parser.parse(transaction).stream()
                .filter(p -> p.outputIndex() == claimed.outPoint().index())
                .findFirst();
        if (payment.isEmpty()) {
            return new Reject(Fault.NO_SUCH_DEPOSIT, claimed.outPoint() + " does not pay the federation");
        }
        return verifyPayment(claimed, payment.get());
    }

    private static PegInVerdict verifyPayment(Deposit claimed, ParsedPayment payment) {
        if (!payment.amount().equals(claimed.amount())) {
            return new Reject(Fault.WRONG_AMOUNT, claimed.amount() + " instead of " + payment.amount());
        }
        return switch (payment.outcome()) {
            case PaymentOutcome.Unmintable unmintable ->
                new Reject(Fault.UNMINTABLE, unmintable.reason().toString());
            case PaymentOutcome.Mintable(var recipient) ->
                recipient.equals(claimed.recipient())
                        ? new Accept()
                        : new Reject(Fault.WRONG_RECIPIENT, claimed.recipient() + " instead of " + recipient);
        };
    }
}
