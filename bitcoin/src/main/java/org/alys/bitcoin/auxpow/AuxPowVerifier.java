package org.alys.bitcoin.auxpow;

import java.util.Optional;
import java.util.OptionalInt;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.Sha256d;
import org.alys.primitives.Bytes32;

/**
 * Judges merged-mining proofs for one auxiliary chain. The checks are Namecoin's ({@code CAuxPow::check}) and some more;
 * cheap ones come first, so that bad proofs cost little. Immutable and safe for use by several threads.
 *
 * @param chainId the auxiliary chain's merged-mining id, 0 to 65535
 */
public record AuxPowVerifier(int chainId) {
    /** Levels above which no Bitcoin block's Merkle tree reaches. */
    public static final int MAX_COINBASE_LEVELS = 20;

    /** A transaction of 64 bytes looks like the pair of nodes below an inner node. */
    private static final int MERKLE_PAIR_SIZE = 64;

    public AuxPowVerifier {
        if (chainId < 0 || chainId > 0xffff) {
            throw new IllegalArgumentException("merged-mining chain id out of range 0 to 65535: " + chainId);
        }
    }

    /** Decodes {@code encoded} and judges it; bytes that are not exactly one proof are a reason to reject. */
    public AuxPowVerdict verify(byte[] encoded, AuxHash hash, CompactTarget target) {
        if (encoded.length > AuxPow.MAX_SIZE) {
            return rejected(new AuxPowRejection.Undecodable(
                    0, encoded.length + " bytes exceed the limit of " + AuxPow.MAX_SIZE));
        }
        BitcoinReader reader = new BitcoinReader(encoded);
        try {
            AuxPow proof = AuxPow.read(reader);
            return reader.remaining() > 0
                    ? rejected(new AuxPowRejection.TrailingBytes(reader.remaining()))
                    : verify(proof, hash, target);
        } catch (MalformedBytesException e) {
            return rejected(new AuxPowRejection.Undecodable(e.offset(), e.reason()));
        }
    }

    /** Whether {@code proof} shows work of {@code target} for {@code hash}. */
    public AuxPowVerdict verify(AuxPow proof, AuxHash hash, CompactTarget target) {
        return judge(proof, hash, Optional.of(target));
    }

    /** As {@link #verify(AuxPow, AuxHash, CompactTarget)}, whatever work the parent block took. */
    public AuxPowVerdict verifyStructure(AuxPow proof, AuxHash hash) {
        return judge(proof, hash, Optional.empty());
    }

    private AuxPowVerdict judge(AuxPow proof, AuxHash hash, Optional<CompactTarget> target) {
        Optional<AuxPowRejection> malformed = checkShape(proof);
        if (malformed.isPresent()) {
            return rejected(malformed.get());
        }
        Sha256d sha = new Sha256d();
        byte[] node = new byte[Bytes32.SIZE];

        sha.hash(proof.parent().encode(), 0, BlockHeader.SIZE, node, 0);
        BlockHash parent = new BlockHash(Bytes32.of(node));
        if (!isHashOrZero(proof.parentHash(), parent)) {
            return rejected(new AuxPowRejection.ParentHashMismatch(proof.parentHash(), parent));
        }
        if (target.isPresent() && !target.get().isMetBy(node)) {
            return rejected(new AuxPowRejection.HashAboveTarget(parent, target.get()));
        }

        proof.coinbase().txidInto(node, sha);
        proof.coinbaseBranch().foldInto(node, sha);
        Bytes32 merkleRoot = Bytes32.of(node);
        if (!merkleRoot.equals(proof.parent().merkleRoot())) {
            return rejected(new AuxPowRejection.MerkleRootMismatch(
                    merkleRoot, proof.parent().merkleRoot()));
        }

        return switch (TagSearch.find(proof.coinbase())) {
            case TagSearch.Finding.Missing(OptionalInt stray) -> rejected(new AuxPowRejection.NoTag(stray));
            case TagSearch.Finding.Several(int first, int second) ->
                rejected(new AuxPowRejection.SeveralTags(first, second));
            case TagSearch.Finding.Found(MergedMiningTag tag, TagPlace place) ->
                checkTree(proof, hash, tag, sha)
                        .map(AuxPowVerifier::rejected)
                        .orElseGet(() -> new AuxPowVerdict.Accepted(parent, tag, place));
        };
    }

    private Optional<AuxPowRejection> checkShape(AuxPow proof) {
        ParentCoinbase coinbase = proof.coinbase();
        int coinbaseLevels = proof.coinbaseBranch().height();
        if (coinbaseLevels > MAX_COINBASE_LEVELS) {
            return Optional.of(new AuxPowRejection.CoinbaseBranchTooLong(coinbaseLevels, MAX_COINBASE_LEVELS));
        }
        int chainLevels = proof.chainBranch().height();
        if (chainLevels > ChainSlot.MAX_HEIGHT) {
            return Optional.of(new AuxPowRejection.ChainBranchTooLong(chainLevels, ChainSlot.MAX_HEIGHT));
        }
        if (proof.coinbaseBranch().mask() != 0) {
            return Optional.of(
                    new AuxPowRejection.CoinbaseNotFirst(proof.coinbaseBranch().mask()));
        }
        if (!coinbase.isCoinbase()) {
            return Optional.of(new AuxPowRejection.NotACoinbase(coinbase.inputCount()));
        }
        if (coinbase.sizeWithoutWitness() <= MERKLE_PAIR_SIZE) {
            return Optional.of(new AuxPowRejection.CoinbaseTooShort(coinbase.sizeWithoutWitness(), MERKLE_PAIR_SIZE));
        }
        if (proof.parent().version() >>> 16 == chainId) {
            return Optional.of(new AuxPowRejection.ParentHasOurChainId(chainId));
        }
        return Optional.empty();
    }

    private static boolean isHashOrZero(Bytes32 field, BlockHash parent) {
        return field.isZero()
                || field.equals(parent.bytes())
                || field.equals(parent.bytes().reversed());
    }

    private Optional<AuxPowRejection> checkTree(AuxPow proof, AuxHash hash, MergedMiningTag tag, Sha256d sha) {
        int levels = proof.chainBranch().height();
        if (tag.size() != 1 << levels) {
            return Optional.of(new AuxPowRejection.WrongChainSize(tag.size(), levels));
        }
        int slot = ChainSlot.indexOf(tag.nonce(), chainId, levels);
        if (proof.chainBranch().mask() != slot) {
            return Optional.of(
                    new AuxPowRejection.WrongChainIndex(proof.chainBranch().mask(), slot));
        }
        byte[] node = hash.bytes().toArray();
        proof.chainBranch().foldInto(node, sha);
        Bytes32 root = Bytes32.of(node).reversed();
        return root.equals(tag.root())
                ? Optional.empty()
                : Optional.of(new AuxPowRejection.RootMismatch(root, tag.root()));
    }

    private static AuxPowVerdict rejected(AuxPowRejection reason) {
        return new AuxPowVerdict.Rejected(reason);
    }
}
