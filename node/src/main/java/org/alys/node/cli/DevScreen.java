package org.alys.node.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.alys.chain.evidence.Evidence;
import org.alys.node.chain.ChainEvent;
import org.alys.node.dev.DevChain;
import org.alys.node.wiring.Node;

/**
 * What a development chain tells the person at the terminal.
 *
 * @param out where the lines go
 * @param untilHeight the height at which the chain ends, if it does
 */
record DevScreen(PrintWriter out, Optional<Long> untilHeight) {
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Where everything is. */
    void welcome(DevChain chain) {
        DevChain.Addresses at = chain.addresses();
        line("");
        line("  node           " + at.nodeUrl() + "   (mining and query JSON-RPC, /health, /metrics)");
        line("  EVM JSON-RPC   " + at.ethUrl() + "   chain id " + chain.spec().chainId());
        line("  Bitcoin RPC    " + at.bitcoinUrl() + "   (regtest)");
        line("  federation     " + chain.spec().threshold() + " of "
                + chain.spec().federation().size());
        line("  deposit to     "
                + Node.federationOutput(chain.spec()).address(chain.spec().bitcoinNetwork())
                + "   with an OP_RETURN of your EVM address");
        line("  data           " + at.directory());
        line("");
        line(
                "  deposit bitcoin from a second terminal: ./alys dev --peg-in 1.0 0xYOUR_ADDRESS     Ctrl-C stops everything");
        line("");
    }

    /** One line for what happens; counts {@code end} down at the wanted height. */
    void show(ChainEvent event, CountDownLatch end) {
        switch (event) {
            case ChainEvent.BlockProduced(var block, var state, boolean own, Duration after) -> {
                StringBuilder text = new StringBuilder("block " + block.height() + "  slot " + block.slot() + "  +"
                        + after.toMillis() + " ms  "
                        + block.payload().transactions().size() + " txs  final by Bitcoin up to "
                        + state.finality().height());
                block.pegIns()
                        .forEach(pegIn -> text.append("  minted ")
                                .append(pegIn.amount())
                                .append(" for ")
                                .append(pegIn.recipient()));
                block.auxPow().ifPresent(header -> text.append("  carries a proof"));
                line(text.toString());
                if (untilHeight.filter(limit -> block.height() >= limit).isPresent()) {
                    end.countDown();
                }
            }
            case ChainEvent.Held(var hold) -> line(hold.code() + " " + hold.describe());
            case ChainEvent.Resumed resumed -> line("production goes on");
            case ChainEvent.SlotMissed(long slot, String code, String reason) ->
                line("slot " + slot + " without a block: " + code + " " + reason);
            case ChainEvent.Misbehaviour(Evidence evidence) ->
                line("CHN011 member " + evidence.member() + " signed what no honest member signs: see getevidence");
            case ChainEvent.FederationFinal finality -> {}
            case ChainEvent.BitcoinFinal(long upTo, long length) ->
                line("Bitcoin-final up to block " + upTo + " (" + length + " blocks)");
            case ChainEvent.ProofQueued queued -> {}
        }
    }
}
