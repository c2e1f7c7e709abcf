package org.alys.chain.block;

import org.alys.chain.bls.BlsSignature;
import org.alys.chain.vote.Certificate;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.ssz.Decoded;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** The encodings of blocks whose payloads are of one fork. A chain has one fork from genesis, so it needs one schema. */
public final class BlockSchema {
    private static final BlockSchema SHANGHAI = new BlockSchema(Fork.SHANGHAI);
    private static final BlockSchema CANCUN = new BlockSchema(Fork.CANCUN);
    private static final BlockSchema PRAGUE = new BlockSchema(Fork.PRAGUE);
    private static final BlockSchema OSAKA = new BlockSchema(Fork.OSAKA);

    private final SszType<ExecutionPayload> payload;
    private final SszType<Block> block;
    private final SszType<SignedBlock> signed;
    private final SszType<CertifiedBlock> certified;

    private BlockSchema(Fork fork) {
        payload = PayloadSchema.of(fork);
        block = block(payload);
        signed = signed(block);
        certified = certified(signed);
    }

    public static BlockSchema of(Fork fork) {
        return switch (fork) {
            case SHANGHAI -> SHANGHAI;
            case CANCUN -> CANCUN;
            case PRAGUE -> PRAGUE;
            case OSAKA -> OSAKA;
        };
    }

    public SszType<ExecutionPayload> payload() {
        return payload;
    }

    public SszType<Block> block() {
        return block;
    }

    public SszType<SignedBlock> signed() {
        return signed;
    }

    public SszType<CertifiedBlock> certified() {
        return certified;
    }

    /** A proposal from outside; more than {@link Block#MAX_BYTES} are malformed. */
    public Decoded<SignedBlock> decodeSigned(byte[] bytes) {
        return bounded(signed, bytes);
    }

    /** A certified block from outside; more than {@link Block#MAX_BYTES} are malformed. */
    public Decoded<CertifiedBlock> decodeCertified(byte[] bytes) {
        return bounded(certified, bytes);
    }

    private static <T> Decoded<T> bounded(SszType<T> type, byte[] bytes) {
        return bytes.length > Block.MAX_BYTES
                ? new Decoded.Malformed<>(bytes.length + " bytes are more than the limit of " + Block.MAX_BYTES)
                : type.decode(bytes);
    }

    private static SszType<Block> block(SszType<ExecutionPayload> payloads) {
        var transactions = Ssz.list(Ssz.byteList(Block.MAX_PEG_OUT_TRANSACTION_BYTES), Block.MAX_PEG_OUT_TRANSACTIONS);
        var block = new SszContainer<Block>("Block");
        var parentRoot = block.field("parentRoot", Ssz.BYTES32, Block::parentRoot);
        var height = block.field("height", Ssz.UINT64, Block::height);
        var slot = block.field("slot", Ssz.UINT64, Block::slot);
        var proposer = block.field("proposer", Ssz.UINT8, Block::proposer);
        var payload = block.field("payload", payloads, Block::payload);
        var pegIns = block.field("pegIns", Ssz.list(PegIn.SCHEMA, Block.MAX_PEG_INS), Block::pegIns);
        var proposals = block.field("pegOutProposals", transactions, Block::pegOutProposals);
        var settled = block.field("settledPegOuts", transactions, Block::settledPegOuts);
        var auxPow = block.field("auxPow", Ssz.optional(AuxPowHeader.SCHEMA), Block::auxPow);
        return block.build(f -> new Block(
                f.get(parentRoot),
                f.get(height),
                f.get(slot),
                f.get(proposer),
                f.get(payload),
                f.get(pegIns),
                f.get(proposals),
                f.get(settled),
                f.get(auxPow)));
    }

    private static SszType<SignedBlock> signed(SszType<Block> blocks) {
        var signed = new SszContainer<SignedBlock>("SignedBlock");
        var block = signed.field("block", blocks, SignedBlock::block);
        var signature = signed.field("signature", BlsSignature.SCHEMA, SignedBlock::signature);
        return signed.build(f -> new SignedBlock(f.get(block), f.get(signature)));
    }

    private static SszType<CertifiedBlock> certified(SszType<SignedBlock> signedBlocks) {
        var certified = new SszContainer<CertifiedBlock>("CertifiedBlock");
        var signed = certified.field("signed", signedBlocks, CertifiedBlock::signed);
        var certificate = certified.field("certificate", Certificate.SCHEMA, CertifiedBlock::certificate);
        return certified.build(f -> new CertifiedBlock(f.get(signed), f.get(certificate)));
    }
}
