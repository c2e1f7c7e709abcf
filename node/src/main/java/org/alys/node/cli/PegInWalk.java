package org.alys.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.rpc.WalletRpc;
import org.alys.bitcoin.taproot.BitcoinAddress;
import org.alys.bitcoin.taproot.ParsedAddress;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/** Makes a deposit from the development wallet and shows each step until the coins are on the sidechain. */
final class PegInWalk {
    private static final int CONFIRMATIONS = 6;
    private static final int FEE_RATE_SAT_PER_VB = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final NodeClient node;
    private final NodeClient eth;
    private final BitcoinRpc bitcoin;
    private final Consumer<String> line;

    /** How much, and for whom. */
    record Deposit(Sats amount, EvmAddress recipient) {}

    PegInWalk(NodeClient node, NodeClient eth, BitcoinRpc bitcoin, Consumer<String> line) {
        this.node = node;
        this.eth = eth;
        this.bitcoin = bitcoin;
        this.line = line;
    }

    void run(Deposit deposit) throws InterruptedException {
        String address = depositAddress();
        BigInteger before = balance(deposit.recipient());
        line.accept("1. deposit address  " + address);
        WalletRpc wallet = bitcoin.wallet("alys-dev");
        required(wallet.open());
        Transaction transaction = required(wallet.fund(
                List.of(new TxOutput(deposit.amount(), script(address)), new TxOutput(Sats.ZERO, opReturn(deposit))),
                FEE_RATE_SAT_PER_VB));
        required(bitcoin.broadcast(transaction));
        line.accept("2. sent " + deposit.amount() + " for " + deposit.recipient() + "  in " + transaction.txid());
        String reward = required(wallet.newAddress());
        for (int i = 1; i <= CONFIRMATIONS; i++) {
            required(bitcoin.regtest().generateToAddress(1, reward));
            line.accept("3. mined Bitcoin block " + i + " of " + CONFIRMATIONS);
        }
        long height = awaitMinted(transaction.txid().toDisplay());
        line.accept("4. minted in sidechain block " + height);
        BigInteger wanted = before.add(deposit.amount().toWei().value());
        BigInteger after = balance(deposit.recipient());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (after.compareTo(wanted) < 0 && System.nanoTime() < deadline) {
            Thread.sleep(300);
            after = balance(deposit.recipient());
        }
        line.accept("5. balance " + before + " -> " + after + " wei (+" + after.subtract(before) + ")");
    }

    /** The node knows it once it has read Bitcoin's blocks. */
    private String depositAddress() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            NodeReply reply = node.call("getdepositaddress");
            if (reply instanceof NodeReply.Result(JsonNode address, var reason)) {
                return address.asText();
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException("DEV004", CommandException.FAILED, "no deposit address: " + reply);
            }
            Thread.sleep(300);
        }
    }

    private long awaitMinted(String txid) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (node.call("listpegins") instanceof NodeReply.Result(JsonNode pegIns, var reason)) {
                for (JsonNode pegIn : pegIns) {
                    if (pegIn.path("txid").asText(pegIn.path("txId").asText()).equals(txid)
                            && pegIn.path("status").asText().equalsIgnoreCase("minted")) {
                        return pegIn.path("mintedAtHeight").asLong();
                    }
                }
            }
            Thread.sleep(300);
        }
        throw new CommandException(
                "DEV005",
                CommandException.FAILED,
                "the deposit " + txid + " was not minted in " + PATIENCE.toSeconds() + " s: see alys status");
    }

    private BigInteger balance(EvmAddress account) throws InterruptedException {
        return eth.call("eth_getBalance", account.toHex0x(), "latest")
                        instanceof NodeReply.Result(JsonNode wei, var reason)
                ? Wei.fromHex(wei.asText("0x0")).value()
                : BigInteger.ZERO;
    }

    private static Bytes script(String address) {
        return BitcoinAddress.parse(address, BitcoinNetwork.REGTEST) instanceof ParsedAddress.Payable(BitcoinAddress to)
                ? to.scriptPubKey()
                : Bytes.EMPTY;
    }

    private static Bytes opReturn(Deposit deposit) {
        return Bytes.fromHex("6a14" + deposit.recipient().toHex0x().substring(2));
    }

    private static <T> T required(RpcReply<T> reply) {
        return switch (reply) {
            case RpcReply.Answer<T> answer -> answer.value();
            case RpcReply.Failed<T>(var failure) ->
                throw new CommandException(failure.code(), CommandException.FAILED, failure.describe());
        };
    }
}
