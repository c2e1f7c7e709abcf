package org.alys.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.Block;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.Payment;
import org.alys.chain.rules.BlockContext;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.DepositVerdict;
import org.alys.chain.spec.ChainSpec;
import org.alys.primitives.Bytes32;

/** The world in which a stored block without deposits and proofs is judged: its slot is over and its parent is final. */
record ImportView(ChainSpec spec, Block block) implements BlockContext {
    @Override
    public Instant now() {
        return spec.slots().start(block.slot() + 1);
    }

    @Override
    public long federationFinalHeight() {
        return block.height() - 1;
    }

    @Override
    public boolean alreadyMinted(OutPoint deposit) {
        return false;
    }

    @Override
    public DepositVerdict deposit(PegIn pegIn) {
        return new DepositVerdict.Confirmed();
    }

    @Override
    public List<Payment> refundsDue() {
        return List.of();
    }

    @Override
    public Optional<ChainState> stateOf(Bytes32 root) {
        return Optional.empty();
    }
}
