package org.alys.evm.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;
import org.alys.primitives.rlp.RlpReader;

/** The RLP of headers. Source: yellow paper 4.3, EIP-3675, EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685. */
public final class HeaderCodec {
    /** The hash of an empty list of uncles. */
    static final Bytes32 NO_UNCLES = Bytes32.of(Hashes.keccak256(Rlp.list()));

    private static final byte[] ZERO_NONCE = new byte[8];

    private HeaderCodec() {}

    /** The hash of the block. */
    public static Bytes32 hash(BlockHeader header) {
        return Bytes32.of(Hashes.keccak256(encode(header)));
    }

    public static byte[] encode(BlockHeader header) {
        List<byte[]> fields = new ArrayList<>(List.of(
                hash32(header.parentHash()),
                hash32(NO_UNCLES),
                Rlp.string(header.feeRecipient().toArray()),
                hash32(header.stateRoot()),
                hash32(header.transactionsRoot()),
                hash32(header.receiptsRoot()),
                Rlp.string(header.logsBloom().toArray()),
                Rlp.number(0),
                number(header.number()),
                number(header.gasLimit()),
                number(header.gasUsed()),
                number(header.timestamp()),
                Rlp.string(header.extraData().toArray()),
                hash32(header.prevRandao()),
                Rlp.string(ZERO_NONCE),
                Rlp.string(header.baseFeePerGas().toMinimalArray()),
                hash32(header.withdrawalsRoot())));
        header.blobGasUsed().ifPresent(gas -> fields.add(number(gas)));
        header.excessBlobGas().ifPresent(gas -> fields.add(number(gas)));
        header.parentBeaconBlockRoot().ifPresent(root -> fields.add(hash32(root)));
        header.requestsHash().ifPresent(hash -> fields.add(hash32(hash)));
        return Rlp.list(fields);
    }

    /**
     * The header that {@code encoded} is.
     *
     * @throws IllegalArgumentException when it is not a header after the merge, from Shanghai on, in its one encoding
     */
    public static BlockHeader decode(byte[] encoded) {
        HeaderFields fields = new HeaderFields(RlpReader.ofList(encoded, 0));
        Bytes32 parentHash = fields.hash();
        fields.expect("uncles", NO_UNCLES.toArray());
        EvmAddress feeRecipient = fields.address();
        Bytes32 stateRoot = fields.hash();
        Bytes32 transactionsRoot = fields.hash();
        Bytes32 receiptsRoot = fields.hash();
        Bytes logsBloom = fields.bloom();
        fields.expect("difficulty", new byte[0]);
        long number = fields.number();
        long gasLimit = fields.number();
        long gasUsed = fields.number();
        long timestamp = fields.unsigned();
        Bytes extraData = fields.extraData();
        Bytes32 prevRandao = fields.hash();
        fields.expect("nonce", ZERO_NONCE);
        UInt256 baseFee = fields.word();
        Bytes32 withdrawalsRoot = fields.hash();
        Optional<Long> blobGasUsed = fields.optional(HeaderFields::number);
        Optional<Long> excessBlobGas = fields.optional(HeaderFields::number);
        Optional<Bytes32> beaconRoot = fields.optional(HeaderFields::hash);
        Optional<Bytes32> requestsHash = fields.optional(HeaderFields::hash);
        fields.end();
        if (blobGasUsed.isPresent() != beaconRoot.isPresent()) {
            throw new IllegalArgumentException("only some of the fields of Cancun");
        }
        return new BlockHeader(
                parentHash,
                feeRecipient,
                stateRoot,
                transactionsRoot,
                receiptsRoot,
                logsBloom,
                number,
                gasLimit,
                gasUsed,
                timestamp,
                extraData,
                prevRandao,
                baseFee,
                withdrawalsRoot,
                blobGasUsed,
                excessBlobGas,
                beaconRoot,
                requestsHash);
    }

    private static byte[] hash32(Bytes32 hash) {
        return Rlp.string(hash.toArray());
    }

    /** @param value unsigned */
    static byte[] number(long value) {
        return Rlp.string(UInt256.of(value).toMinimalArray());
    }

    /** Reads items of a header; throws {@link IllegalArgumentException} when one is not what it should be. */
    static final class HeaderFields {
        private static final int MAX_EXTRA_DATA = 32;

        private final RlpReader reader;

        HeaderFields(RlpReader reader) {
            this.reader = reader;
        }

        Bytes32 hash() {
            return Bytes32.of(reader.string());
        }

        EvmAddress address() {
            return EvmAddress.of(reader.string());
        }

        Bytes bloom() {
            Bytes bloom = Bytes.of(reader.string());
            if (bloom.size() != Bloom.SIZE) {
                throw new IllegalArgumentException("a bloom filter has 256 bytes, got " + bloom.size());
            }
            return bloom;
        }

        Bytes extraData() {
            Bytes extra = Bytes.of(reader.string());
            if (extra.size() > MAX_EXTRA_DATA) {
                throw new IllegalArgumentException("extra data has at most 32 bytes, got " + extra.size());
            }
            return extra;
        }

        UInt256 word() {
            byte[] bytes = reader.string();
            if (bytes.length > UInt256.SIZE || (bytes.length > 0 && bytes[0] == 0)) {
                throw new IllegalArgumentException("expected a number of at most 256 bits in its shortest form");
            }
            return UInt256.fromBytes(bytes);
        }

        /** Below 2^63, which is also what the protocol allows a gas limit. */
        long number() {
            UInt256 word = word();
            if (!word.fitsLong()) {
                throw new IllegalArgumentException("expected a number below 2^63");
            }
            return word.w0();
        }

        long unsigned() {
            UInt256 word = word();
            if ((word.w3() | word.w2() | word.w1()) != 0) {
                throw new IllegalArgumentException("expected a number of at most 64 bits");
            }
            return word.w0();
        }

        void expect(String name, byte[] expected) {
            if (!Arrays.equals(reader.string(), expected)) {
                throw new IllegalArgumentException(name + " is not what it is after the merge");
            }
        }

        <T> Optional<T> optional(Function<HeaderFields, T> read) {
            return reader.hasNext() ? Optional.of(read.apply(this)) : Optional.empty();
        }

        void end() {
            reader.end();
        }
    }
}
