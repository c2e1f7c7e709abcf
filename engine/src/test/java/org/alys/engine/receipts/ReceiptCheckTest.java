package org.alys.engine.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.trie.OrderedTrie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Wei;
import org.alys.primitives.rlp.Rlp;
import org.junit.jupiter.api.Test;

class ReceiptCheckTest {
    private static final EvmAddress A = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");
    private static final Bytes32 BLOCK = Bytes32.fromHex("b1".repeat(32));

    private final List<Bytes> transactions = List.of(legacy(5), dynamic(1, 9), dynamic(100, 3));
    private final List<ReceiptClaim> claims =
            List.of(claim(0, 21_000, log("01")), claim(1, 50_000), claim(2, 71_000, log("02"), log("03")));
    private final ExecutionPayload block = block(71_000, ReceiptCheck.root(transactions, claims));

    @Test
    void derivesGasPriceGasUsedAndLogIndexes() {
        assertThat(ReceiptCheck.check(block, claims)).isInstanceOfSatisfying(ReceiptVerdict.Proven.class, proven -> {
            assertThat(proven.receipts()).extracting(r -> r.gasUsed()).containsExactly(21_000L, 29_000L, 21_000L);
            assertThat(proven.receipts())
                    .extracting(r -> r.effectiveGasPrice())
                    .containsExactly(Wei.ofGwei(5), Wei.ofGwei(3), Wei.ofGwei(3));
            assertThat(proven.receipts().get(2).logs())
                    .extracting(l -> l.logIndex())
                    .containsExactly(1, 2);
        });
    }

    @Test
    void refusesAnyChangedFieldThatTheRootCovers() {
        assertMismatch(List.of(claim(0, 21_000, log("ff")), claims.get(1), claims.get(2)), "root");
        assertMismatch(List.of(claim(0, 20_999, log("01")), claims.get(1), claims.get(2)), "root");
        assertMismatch(List.of(claim(0, 21_000), claims.get(1), claims.get(2)), "root");
        assertMismatch(List.of(failed(claims.get(0)), claims.get(1), claims.get(2)), "root");
    }

    @Test
    void refusesWrongNumberOrderGasAndBlock() {
        assertMismatch(claims.subList(0, 2), "2 receipts for 3");
        assertMismatch(List.of(claims.get(1), claims.get(0), claims.get(2)), "names transaction");
        assertMismatch(List.of(claims.get(0), claim(1, 21_000), claims.get(2)), "does not grow");
        assertMismatch(List.of(claims.get(0), claims.get(1), claim(2, 71_001, log("02"), log("03"))), "71001 gas");
        ExecutionPayload other = block(71_000, block.receiptsRoot(), Bytes32.ZERO);
        assertThat(ReceiptCheck.check(other, claims)).isInstanceOf(ReceiptVerdict.Mismatch.class);
    }

    @Test
    void refusesTransactionsThatStateNoUsablePrice() {
        for (String transaction : List.of("03c0", "02c0", "7f", "c0", "02ff", "")) {
            assertThat(GasPrice.of(Bytes.fromHex(transaction))).isEmpty();
        }
        assertThat(GasPrice.of(legacy(1)).flatMap(price -> price.effective(Wei.ofGwei(2))))
                .isEmpty();
    }

    @Test
    void emptyBlockHasTheEmptyTriesRoot() {
        assertThat(OrderedTrie.root(List.of()).toHex())
                .isEqualTo("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    }

    @Test
    void rootDependsOnOrderAndCount() {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            values.add(Rlp.number(1_000_000 + i));
        }
        assertThat(OrderedTrie.root(values)).isNotEqualTo(OrderedTrie.root(values.subList(0, 299)));
        assertThat(OrderedTrie.root(values)).isNotEqualTo(OrderedTrie.root(values.reversed()));
    }

    private void assertMismatch(List<ReceiptClaim> wrong, String reason) {
        assertThat(ReceiptCheck.check(block, wrong))
                .isInstanceOfSatisfying(
                        ReceiptVerdict.Mismatch.class,
                        mismatch -> assertThat(mismatch.reason()).contains(reason));
    }

    private ReceiptClaim claim(int index, long cumulativeGas, Log... logs) {
        Bytes32 hash = Bytes32.of(Hashes.keccak256(transactions.get(index).toArray()));
        return new ReceiptClaim(hash, BLOCK, A, Optional.of(A), Optional.empty(), true, cumulativeGas, List.of(logs));
    }

    private static ReceiptClaim failed(ReceiptClaim claim) {
        return new ReceiptClaim(
                claim.transactionHash(),
                claim.blockHash(),
                claim.from(),
                claim.to(),
                claim.contractAddress(),
                false,
                claim.cumulativeGasUsed(),
                claim.logs());
    }

    private static Log log(String data) {
        return new Log(A, List.of(BLOCK), Bytes.fromHex(data));
    }

    private static Bytes legacy(long gwei) {
        return Bytes.of(Rlp.list(Rlp.number(0), Rlp.number(Wei.ofGwei(gwei).value()), Rlp.number(21_000)));
    }

    private static Bytes dynamic(long tipGwei, long maxGwei) {
        byte[] list = Rlp.list(
                Rlp.number(1),
                Rlp.number(0),
                Rlp.number(Wei.ofGwei(tipGwei).value()),
                Rlp.number(Wei.ofGwei(maxGwei).value()));
        byte[] typed = new byte[list.length + 1];
        typed[0] = 2;
        System.arraycopy(list, 0, typed, 1, list.length);
        return Bytes.of(typed);
    }

    private ExecutionPayload block(long gasUsed, Bytes32 receiptsRoot) {
        return block(gasUsed, receiptsRoot, BLOCK);
    }

    private ExecutionPayload block(long gasUsed, Bytes32 receiptsRoot, Bytes32 hash) {
        return new ExecutionPayload(
                Fork.PRAGUE,
                Bytes32.ZERO,
                A,
                Bytes32.ZERO,
                receiptsRoot,
                Bytes.of(new byte[256]),
                Bytes32.ZERO,
                1,
                30_000_000,
                gasUsed,
                1,
                Bytes.EMPTY,
                Wei.ofGwei(2),
                hash,
                transactions,
                List.of(),
                0,
                0,
                List.of());
    }
}
