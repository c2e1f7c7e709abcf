package org.alys.bitcoin.mining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.auxpow.MergedMiningTag;
import org.alys.bitcoin.auxpow.TagPlace;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/**
 * Builds the coinbase of a template: block height (BIP 34), merged-mining tag, extra nonce, payout and witness commitment
 * (BIP 141).
 *
 * @param payoutScript receives the whole coinbase value
 */
public record CoinbaseBuilder(
        BlockTemplate template, Bytes payoutScript, Optional<MergedMiningTag> tag, TagPlace tagPlace) {
    private static final int OP_1 = 0x51;
    private static final int OP_RETURN = 0x6a;
    private static final int LARGEST_SMALL_NUMBER = 16;

    /** A builder for a block that works for the parent chain alone. */
    public CoinbaseBuilder(BlockTemplate template, Bytes payoutScript) {
        this(template, payoutScript, Optional.empty(), TagPlace.INPUT_SCRIPT);
    }

    public CoinbaseBuilder withTag(MergedMiningTag newTag, TagPlace place) {
        return new CoinbaseBuilder(template, payoutScript, Optional.of(newTag), place);
    }

    /** The coinbase with its witness; each {@code extraNonce} gives another transaction id. */
    public Transaction build(long extraNonce) {
        List<Bytes> witness =
                template.witnessCommitment().isPresent() ? List.of(Bytes.of(new byte[Bytes32.SIZE])) : List.of();
        TxInput input = new TxInput(OutPoint.NULL, inputScript(extraNonce), TxInput.FINAL_SEQUENCE, witness);
        return new Transaction(2, List.of(input), outputs(), 0);
    }

    private Bytes inputScript(long extraNonce) {
        BitcoinWriter script = new BitcoinWriter(100);
        writeHeight(script, template.height());
        if (tagPlace == TagPlace.INPUT_SCRIPT) {
            tag.ifPresent(present -> script.writeVarBytes(present.encode()));
        }
        script.writeByte(Long.BYTES).writeInt64(extraNonce);
        return Bytes.of(script.toArray());
    }

    /** The shortest push of the number, as Bitcoin Core compares it: an opcode up to 16, else signed little-endian. */
    private static void writeHeight(BitcoinWriter script, int height) {
        if (height == 0) {
            script.writeByte(0);
        } else if (height <= LARGEST_SMALL_NUMBER) {
            script.writeByte(OP_1 + height - 1);
        } else {
            int length = (Integer.SIZE - Integer.numberOfLeadingZeros(height)) / Byte.SIZE + 1;
            script.writeByte(length);
            for (int i = 0; i < length; i++) {
                script.writeByte(i < Integer.BYTES ? height >>> (Byte.SIZE * i) : 0);
            }
        }
    }

    private List<TxOutput> outputs() {
        List<TxOutput> outputs = new ArrayList<>();
        outputs.add(new TxOutput(template.coinbaseValue(), payoutScript));
        template.witnessCommitment().ifPresent(script -> outputs.add(new TxOutput(Sats.ZERO, script)));
        tag.map(this::tagScript).ifPresent(script -> {
            if (!script.isEmpty()) {
                outputs.add(new TxOutput(Sats.ZERO, script));
            }
        });
        return outputs;
    }

    private Bytes tagScript(MergedMiningTag present) {
        return switch (tagPlace) {
            case INPUT_SCRIPT -> Bytes.EMPTY;
            case OUTPUT_SCRIPT -> present.encode();
            case OP_RETURN ->
                Bytes.of(new BitcoinWriter(MergedMiningTag.SIZE + 2)
                        .writeByte(OP_RETURN)
                        .writeVarBytes(present.encode())
                        .toArray());
        };
    }
}
