package org.alys.evm.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.alys.evm.crypto.Secp256k1;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class TransactionCodecTest {
    private static final Bytes32 KEY = Bytes32.fromHex("45".repeat(32));
    private static final EvmAddress SENDER = Secp256k1.addressOf(Secp256k1.publicKey(KEY));
    private static final EvmAddress TO = EvmAddress.fromHex("0x3535353535353535353535353535353535353535");
    private static final UInt256 CHAIN = UInt256.of(121212);

    @Property(tries = 300)
    void readsWhatItWrites(@ForAll("drafts") TransactionDraft draft) {
        SignedTransaction signed = draft.sign(KEY);
        assertThat(TransactionCodec.parse(signed.encoded())).isEqualTo(new ParsedTransaction.Accepted(signed));
        assertThat(signed.sender()).isEqualTo(SENDER);
    }

    @Property(tries = 300)
    void everyEncodingItAcceptsIsTheOneItWrites(
            @ForAll("drafts") TransactionDraft draft, @ForAll @IntRange(max = 1 << 16) int at, @ForAll byte value) {
        byte[] bytes = draft.sign(KEY).encoded().toArray();
        bytes[at % bytes.length] = value;
        switch (TransactionCodec.parse(Bytes.of(bytes))) {
            case ParsedTransaction.Accepted(SignedTransaction other) ->
                assertThat(TransactionCodec.encode(other.transaction())).isEqualTo(Bytes.of(bytes));
            case ParsedTransaction.Refused(String reason) -> assertThat(reason).isNotEmpty();
        }
    }

    /** The example of EIP-155. */
    @Test
    void signsWithReplayProtectionAsTheStandardShows() {
        TransactionDraft draft = TransactionDraft.of(TransactionType.LEGACY, UInt256.ONE)
                .nonce(9)
                .gasPrice(UInt256.of(20_000_000_000L))
                .gasLimit(21_000)
                .to(TO)
                .value(UInt256.of(1_000_000_000_000_000_000L));
        SignedTransaction signed = draft.sign(Bytes32.fromHex("46".repeat(32)));
        assertThat(TransactionCodec.signingHash(signed.transaction()))
                .isEqualTo(Bytes32.fromHex("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"));
        assertThat(signed.encoded())
                .isEqualTo(Bytes.fromHex(
                        "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
                                + "25a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
                                + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"));
    }

    @Test
    void refusesAHighS() {
        Transaction transaction = minimal(TransactionType.DYNAMIC_FEE).sign(KEY).transaction();
        Signature low = transaction.signature();
        Signature high = new Signature(1 - low.yParity(), low.r(), Secp256k1.ORDER.minus(low.s()));
        assertThat(parse(transaction, high))
                .isEqualTo(new ParsedTransaction.Refused("invalid transaction v, r, s values"));
    }

    @Test
    void refusesSignaturesThatAreNone() {
        Transaction transaction = minimal(TransactionType.LEGACY).sign(KEY).transaction();
        Signature good = transaction.signature();
        for (Signature bad : List.of(
                new Signature(0, UInt256.ZERO, good.s()),
                new Signature(0, good.r(), UInt256.ZERO),
                new Signature(0, Secp256k1.ORDER, good.s()))) {
            assertThat(parse(transaction, bad)).isInstanceOf(ParsedTransaction.Refused.class);
        }
    }

    @Test
    void refusesWhatIsNoTransaction() {
        for (String hex : List.of("", "c0", "00", "05c0", "7fc0", "80", "b8", "02", "02c0", "f8", "c101")) {
            assertThat(TransactionCodec.parse(Bytes.fromHex(hex))).isInstanceOf(ParsedTransaction.Refused.class);
        }
    }

    @Test
    void refusesBytesAfterTheEnd() {
        byte[] encoded = minimal(TransactionType.SET_CODE).sign(KEY).encoded().toArray();
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
        assertThat(TransactionCodec.parse(Bytes.of(longer))).isInstanceOf(ParsedTransaction.Refused.class);
    }

    @Test
    void findsWhoGaveAnAuthorization() {
        Authorization authorization = Authorizations.sign(CHAIN, TO, 7, KEY);
        assertThat(Authorizations.authority(authorization)).contains(SENDER);
        Signature good = authorization.signature();
        for (int parity : List.of(2, 27, 255)) {
            Authorization odd = new Authorization(CHAIN, TO, 7, new Signature(parity, good.r(), good.s()));
            assertThat(Authorizations.authority(odd)).isEmpty();
        }
        Signature high = new Signature(1 - good.yParity(), good.r(), Secp256k1.ORDER.minus(good.s()));
        assertThat(Authorizations.authority(new Authorization(CHAIN, TO, 7, high)))
                .isEmpty();
    }

    @Provide
    static Arbitrary<TransactionDraft> drafts() {
        Arbitrary<UInt256> words = Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TWO.pow(256).subtract(BigInteger.ONE))
                .map(UInt256::of);
        Arbitrary<Bytes> data =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(Bytes::of);
        Arbitrary<EvmAddress> addresses =
                Arbitraries.bytes().array(byte[].class).ofSize(20).map(EvmAddress::of);
        Arbitrary<List<AccessListEntry>> lists = Combinators.combine(
                        addresses, words.list().ofMaxSize(3))
                .as(AccessListEntry::new)
                .list()
                .ofMaxSize(3);
        Arbitrary<List<Authorization>> authorizations = Combinators.combine(
                        words,
                        addresses,
                        Arbitraries.longs(),
                        words,
                        Arbitraries.integers().between(0, 255))
                .as((word, address, nonce, r, parity) ->
                        new Authorization(word, address, nonce, new Signature(parity, r, word)))
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of(TransactionType.values()),
                        Arbitraries.longs(),
                        words,
                        words,
                        data,
                        lists,
                        authorizations,
                        addresses)
                .as(TransactionCodecTest::draft);
    }

    private static TransactionDraft draft(
            TransactionType type,
            long number,
            UInt256 fee,
            UInt256 value,
            Bytes data,
            List<AccessListEntry> accessList,
            List<Authorization> authorizations,
            EvmAddress to) {
        TransactionDraft draft = TransactionDraft.of(type, CHAIN)
                .nonce(number)
                .gasLimit(~number)
                .gasPrice(fee)
                .value(value)
                .data(data);
        return switch (type) {
            case LEGACY -> number % 2 == 0 ? draft.onAnyChain() : draft;
            case ACCESS_LIST -> draft.accessList(accessList);
            case DYNAMIC_FEE -> draft.fees(value, fee).accessList(accessList).to(to);
            case BLOB ->
                draft.accessList(accessList).blobs(value, List.of(Bytes32.ZERO)).to(to);
            case SET_CODE ->
                draft.accessList(accessList).authorizations(authorizations).to(to);
        };
    }

    private static TransactionDraft minimal(TransactionType type) {
        return TransactionDraft.of(type, CHAIN).to(TO);
    }

    private static ParsedTransaction parse(Transaction transaction, Signature signature) {
        Transaction forged = new Transaction(
                transaction.type(),
                transaction.chainId(),
                transaction.nonce(),
                transaction.maxPriorityFeePerGas(),
                transaction.maxFeePerGas(),
                transaction.gasLimit(),
                transaction.to(),
                transaction.value(),
                transaction.data(),
                transaction.accessList(),
                transaction.maxFeePerBlobGas(),
                transaction.blobVersionedHashes(),
                transaction.authorizations(),
                signature);
        return TransactionCodec.parse(TransactionCodec.encode(forged));
    }
}
