package org.alys.node.process;

import java.net.URI;
import java.util.List;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.rpc.WalletRpc;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.wiring.Node;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** A wallet of regtest coins that deposits and mines. */
final class BitcoinPurse implements AutoCloseable {
    private static final int MATURE_BLOCKS = 110;
    private static final int WAIT_MILLIS = 100;
    private static final int MOST_WAITS = 300;

    private final BitcoinRpc rpc;
    private final Bytes federation;

    BitcoinPurse(int rpcPort, ChainSpec spec) {
        this.rpc = new BitcoinRpc(
                RpcEndpoint.of(URI.create("http://127.0.0.1:" + rpcPort), new RpcCredentials.Password("u", "p")));
        this.federation = Node.federationOutput(spec).scriptPubKey();
    }

    /** Waits for the daemon and makes coins that can be spent, the first time. */
    void open() throws InterruptedException {
        for (int i = 0; rpc.blockchainState() instanceof RpcReply.Failed<?> && i < MOST_WAITS; i++) {
            Thread.sleep(WAIT_MILLIS);
        }
        require(wallet().open());
        int height = height();
        if (height < MATURE_BLOCKS) {
            mine(MATURE_BLOCKS - height);
        }
    }

    int height() {
        return require(rpc.blockchainState()).height();
    }

    /** Sends a deposit that is not confirmed yet. */
    OutPoint deposit(Sats amount, EvmAddress recipient) {
        Bytes naming = Bytes.fromHex("6a14" + recipient.toHex0x().substring(2));
        Transaction transaction =
                require(wallet().fund(List.of(new TxOutput(amount, federation), new TxOutput(Sats.ZERO, naming)), 2));
        require(rpc.broadcast(transaction));
        for (int i = 0; i < transaction.outputs().size(); i++) {
            if (transaction.outputs().get(i).script().equals(federation)) {
                return new OutPoint(transaction.txid(), i);
            }
        }
        throw new AssertionError("the wallet left the deposit out of " + transaction);
    }

    void mine(int blocks) {
        require(rpc.regtest().generateToAddress(blocks, require(wallet().newAddress())));
    }

    private WalletRpc wallet() {
        return rpc.wallet("purse");
    }

    private static <T> T require(RpcReply<T> reply) {
        return switch (reply) {
            case RpcReply.Answer<T> answer -> answer.value();
            case RpcReply.Failed<T>(var failure) -> throw new AssertionError(failure.code() + " " + failure.describe());
        };
    }

    @Override
    public void close() {
        rpc.close();
    }
}
