package org.alys.bitcoin.auxpow;

import java.util.OptionalInt;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Bytes32;

/** Why a merged-mining proof is refused. The names are part of the mining RPC and stay as they are. */
public sealed interface AuxPowRejection {
    /** The stable name of the reason, as in {@code MerkleRootMismatch}. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** The numbers behind it, one clause without a full stop. */
    String facts();

    /** The bytes are no AuxPoW. */
    record Undecodable(int offset, String problem) implements AuxPowRejection {
        @Override
        public String facts() {
            return problem + " at byte " + offset;
        }
    }

    /** The bytes go on after the AuxPoW. */
    record TrailingBytes(int count) implements AuxPowRejection {
        @Override
        public String facts() {
            return count + " bytes after the proof";
        }
    }

    /** More levels than the Merkle tree of a parent block can have. */
    record CoinbaseBranchTooLong(int levels, int limit) implements AuxPowRejection {
        @Override
        public String facts() {
            return levels + " levels, at most " + limit;
        }
    }

    /** More levels than a tree of auxiliary chains can have. */
    record ChainBranchTooLong(int levels, int limit) implements AuxPowRejection {
        @Override
        public String facts() {
            return levels + " levels, at most " + limit;
        }
    }

    /** The branch is that of another transaction than the parent block's first. */
    record CoinbaseNotFirst(int mask) implements AuxPowRejection {
        @Override
        public String facts() {
            return "coinbase branch has mask " + Integer.toUnsignedString(mask) + ", must be 0";
        }
    }

    /** The transaction has not exactly one input, or that input spends something. */
    record NotACoinbase(int inputs) implements AuxPowRejection {
        @Override
        public String facts() {
            return inputs == 1 ? "the input spends an output" : inputs + " inputs, must be one";
        }
    }

    /** A transaction this short could be an inner node of the Merkle tree (CVE-2017-12842). */
    record CoinbaseTooShort(int size, int limit) implements AuxPowRejection {
        @Override
        public String facts() {
            return size + " bytes without witness, must be more than " + limit;
        }
    }

    /** The parent block is one of our own chain. */
    record ParentHasOurChainId(int chainId) implements AuxPowRejection {
        @Override
        public String facts() {
            return "version of the parent block carries chain id " + chainId;
        }
    }

    /** The parent hash field is neither zero nor the parent's hash in one of its byte orders. */
    record ParentHashMismatch(Bytes32 field, BlockHash parent) implements AuxPowRejection {
        @Override
        public String facts() {
            return "field holds " + field.toHex() + ", parent block is " + parent;
        }
    }

    /** The parent block took less work than asked for. */
    record HashAboveTarget(BlockHash parent, CompactTarget bits) implements AuxPowRejection {
        @Override
        public String facts() {
            return "parent block " + parent + " does not meet bits " + bits;
        }
    }

    /** The coinbase and its branch do not lead to the parent header's Merkle root; both roots in hash-output order. */
    record MerkleRootMismatch(Bytes32 computed, Bytes32 inHeader) implements AuxPowRejection {
        @Override
        public String facts() {
            return "coinbase folds to " + computed.reversed().toHex() + ", header holds "
                    + inHeader.reversed().toHex();
        }
    }

    /** No tag where one may stand; perhaps a magic at some byte of the coinbase that starts none. */
    record NoTag(OptionalInt strayMagic) implements AuxPowRejection {
        @Override
        public String facts() {
            return strayMagic.isPresent()
                    ? "the magic at byte " + strayMagic.getAsInt()
                            + " of the coinbase starts no whole tag in a place for one"
                    : "coinbase has no merged-mining magic";
        }
    }

    /** The magic occurs more than once in the coinbase, first at these bytes. */
    record SeveralTags(int first, int second) implements AuxPowRejection {
        @Override
        public String facts() {
            return "coinbase has the merged-mining magic at bytes " + first + " and " + second;
        }
    }

    /** The tag speaks of another tree than the chain branch. */
    record WrongChainSize(int inTag, int levels) implements AuxPowRejection {
        @Override
        public String facts() {
            return "tag says " + Integer.toUnsignedString(inTag) + " leaves, branch of " + levels + " levels has "
                    + (1L << levels);
        }
    }

    /** The chain branch starts at another leaf than the one that belongs to our chain. */
    record WrongChainIndex(int mask, int expected) implements AuxPowRejection {
        @Override
        public String facts() {
            return "chain branch starts at leaf " + Integer.toUnsignedString(mask) + ", ours is " + expected;
        }
    }

    /** The hash and the chain branch do not lead to the root in the tag; both in display order, as the coinbase has it. */
    record RootMismatch(Bytes32 computed, Bytes32 inTag) implements AuxPowRejection {
        @Override
        public String facts() {
            return "hash folds to " + computed.toHex() + ", tag holds " + inTag.toHex();
        }
    }

    /** The proof claims another target than the chain requires. Found by the chain, not by {@link AuxPowVerifier}. */
    record WrongBits(CompactTarget claimed, CompactTarget required) implements AuxPowRejection {
        @Override
        public String facts() {
            return "bits " + claimed + ", required " + required;
        }
    }

    /**
     * The range does not start right after the last finalised block. Found by the chain, not by {@link AuxPowVerifier}.
     */
    record RangeNotNext(Bytes32 start, Bytes32 expectedStart) implements AuxPowRejection {
        @Override
        public String facts() {
            return "range starts at " + start.toHex0x() + ", next is " + expectedStart.toHex0x();
        }
    }
}
