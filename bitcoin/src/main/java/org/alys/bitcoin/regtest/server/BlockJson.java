package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.ActiveChain;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.BlockUndo;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.BlockChecks;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;

/** Headers and blocks in Bitcoin Core's shapes. */
final class BlockJson {
    private static final MathContext SIXTEEN_DIGITS = new MathContext(16);

    private final ChainState chain;

    BlockJson(ChainState chain) {
        this.chain = chain;
    }

    /** How much harder it is than the first blocks of the main network; with as many digits as Core shows. */
    static BigDecimal difficulty(CompactTarget bits) {
        double difficulty = (double) 0xffff / (bits.bits() & 0x00ff_ffff);
        int shift = 29 - (bits.bits() >>> 24);
        for (int i = 0; i < Math.abs(shift); i++) {
            difficulty = shift > 0 ? difficulty * 256 : difficulty / 256;
        }
        return new BigDecimal(difficulty).round(SIXTEEN_DIGITS);
    }

    static String target(CompactTarget bits) {
        return hex256(bits.target());
    }

    static String hex256(BigInteger number) {
        String digits = number.toString(16);
        return "0".repeat(64 - digits.length()) + digits;
    }

    /** Confirmations as Core counts them: -1 for a block that is not in the active chain. */
    int confirmations(BlockEntry entry) {
        ActiveChain active = chain.active();
        return active.contains(entry) ? active.height() - entry.height() + 1 : -1;
    }

    ObjectNode header(BlockEntry entry) {
        BlockHeader header = entry.header();
        ObjectNode json = Json.object();
        json.put("hash", entry.hash().toDisplay());
        json.put("confirmations", confirmations(entry));
        json.put("height", entry.height());
        json.put("version", header.version());
        json.put("versionHex", String.format("%08x", header.version()));
        json.put("merkleroot", header.merkleRoot().reversed().toHex());
        json.put("time", header.time());
        json.put("mediantime", entry.medianTime());
        json.put("nonce", header.nonce());
        json.put("bits", header.bits().toHex());
        json.put("target", target(header.bits()));
        json.put("difficulty", difficulty(header.bits()));
        json.put("chainwork", hex256(entry.work()));
        json.put("nTx", entry.transactionCount());
        entry.parent()
                .ifPresent(parent -> json.put("previousblockhash", parent.hash().toDisplay()));
        chain.active()
                .next(entry)
                .ifPresent(next -> json.put("nextblockhash", next.hash().toDisplay()));
        return json;
    }

    /**
     * A block.
     *
     * @param verbosity 1 for transaction ids, 2 for transactions, 3 for what they spend too
     */
    ObjectNode block(BlockEntry entry, Block block, int verbosity) {
        ObjectNode json = header(entry);
        int stripped = BlockHeader.SIZE
                + BitcoinWriter.compactSizeLength(block.transactions().size())
                + block.transactions().stream()
                        .mapToInt(Transaction::sizeWithoutWitness)
                        .sum();
        json.put("strippedsize", stripped);
        json.put("size", block.encode().length);
        json.put("weight", BlockChecks.weight(block));
        ArrayNode transactions = json.putArray("tx");
        if (verbosity <= 1) {
            block.txids().stream().map(Txid::toDisplay).forEach(transactions::add);
            return json;
        }
        Optional<BlockUndo> undo =
                chain.active().contains(entry) ? Optional.of(chain.active().undo(entry.height())) : Optional.empty();
        for (int i = 0; i < block.transactions().size(); i++) {
            int index = i;
            Optional<List<Coin>> spent = undo.map(all -> all.spentBy(index));
            transactions.add(TransactionJson.full(block.transactions().get(i), spent, verbosity >= 3));
        }
        return json;
    }
}
