package org.alys.bridge.pegin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.follow.ChainEvent.Connected;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Reads what concerns the federation from a Bitcoin block. A transaction that spends a coin of the federation is the
 * federation's own: what it pays to the federation is change and never a deposit, whatever its other outputs say.
 */
public final class BlockScanner {
    private final DepositParser parser;

    public BlockScanner(DepositParser parser) {
        this.parser = parser;
    }

    /** Scans a block that builds on the one after which the federation had {@code coins}. */
    public BlockScan scan(Connected event, FederationCoins coins) {
        return new Scan(event, coins).run();
    }

    /** The work on one block. */
    private final class Scan {
        private final int height;
        private final Connected event;
        private final Block block;
        private final FederationCoins before;
        private final Map<OutPoint, FederationCoin> createdHere = new HashMap<>();
        private final List<FederationCoin> created = new ArrayList<>();
        private final List<FederationCoin> spent = new ArrayList<>();
        private final List<Deposit> deposits = new ArrayList<>();
        private final List<UnmintablePayment> unmintable = new ArrayList<>();
        private List<Bytes32> leaves = List.of();

        private Scan(Connected event, FederationCoins before) {
            this.height = event.height();
            this.event = event;
            this.block = event.block();
            this.before = before;
        }

        private BlockScan run() {
            for (int index = 0; index < block.transactions().size(); index++) {
                Transaction transaction = block.transactions().get(index);
                boolean own = recordSpent(transaction);
                List<ParsedPayment> payments = parser.parse(transaction);
                if (!payments.isEmpty()) {
                    recordPayments(index, transaction, payments, own);
                }
            }
            return new BlockScan(height, event.hash(), block.header().previous(), deposits, unmintable, created, spent);
        }

        private boolean recordSpent(Transaction transaction) {
            boolean any = false;
            for (TxInput input : transaction.inputs()) {
                OutPoint previous = input.previous();
                Optional<FederationCoin> coin =
                        Optional.ofNullable(createdHere.get(previous)).or(() -> before.find(previous));
                coin.ifPresent(spent::add);
                any |= coin.isPresent();
            }
            return any;
        }

        private void recordPayments(int index, Transaction transaction, List<ParsedPayment> payments, boolean own) {
            Txid txid = transaction.txid();
            boolean mintable = payments.stream().anyMatch(p -> p.outcome() instanceof PaymentOutcome.Mintable);
            Optional<DepositProof> proof = mintable && !own ? Optional.of(proof(index, transaction)) : Optional.empty();
            for (ParsedPayment payment : payments) {
                OutPoint outPoint = new OutPoint(txid, payment.outputIndex());
                recordCoin(outPoint, transaction, payment);
                if (!own) {
                    recordDeposit(outPoint, index, payment, proof);
                }
            }
        }

        private void recordCoin(OutPoint outPoint, Transaction transaction, ParsedPayment payment) {
            TxOutput output = transaction.outputs().get((int) payment.outputIndex());
            FederationCoin coin =
                    new FederationCoin(outPoint, output.value(), output.script(), height, transaction.isCoinbase());
            created.add(coin);
            createdHere.put(outPoint, coin);
        }

        private void recordDeposit(OutPoint outPoint, int index, ParsedPayment payment, Optional<DepositProof> proof) {
            switch (payment.outcome()) {
                case PaymentOutcome.Mintable(var recipient) ->
                    deposits.add(new Deposit(outPoint, payment.amount(), recipient, proof.orElseThrow()));
                case PaymentOutcome.Unmintable(var reason, var recipient) ->
                    unmintable.add(new UnmintablePayment(
                            outPoint,
                            payment.amount(),
                            recipient,
                            event.hash(),
                            new BitcoinPosition(height, index, payment.outputIndex()),
                            reason));
            }
        }

        private DepositProof proof(int index, Transaction transaction) {
            if (leaves.isEmpty()) {
                leaves = block.txids().stream().map(Txid::bytes).toList();
            }
            return new DepositProof(
                    event.hash(),
                    height,
                    index,
                    Bytes.of(transaction.encodeWithoutWitness()),
                    MerkleTree.branch(leaves, index));
        }
    }
}
