package org.alys.evm.state;

import java.math.BigInteger;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;
import org.alys.primitives.rlp.RlpReader;

/** What the account trie holds of an account (yellow paper, section 4.1): nonce, balance, storage root, code hash. */
final class AccountCodec {
    private AccountCodec() {}

    static byte[] encode(Account account, Bytes32 storageRoot) {
        return Rlp.list(
                Rlp.number(new BigInteger(Long.toUnsignedString(account.nonce()))),
                Rlp.string(account.balance().toMinimalArray()),
                Rlp.string(storageRoot.toArray()),
                Rlp.string(account.codeHash().toArray()));
    }

    /** The storage root of an account, given as the trie holds it; that of the empty trie when there is none. */
    static Bytes32 storageRoot(byte[] encoded) {
        return encoded.length == 0 ? Trie.EMPTY_ROOT : decode(encoded).storageRoot();
    }

    static StoredAccount decode(byte[] encoded) {
        RlpReader fields = RlpReader.ofList(encoded, 0);
        long nonce = fields.number().longValue();
        UInt256 balance = UInt256.fromBytes(fields.string());
        Bytes32 storageRoot = Bytes32.of(fields.string());
        Bytes32 codeHash = Bytes32.of(fields.string());
        fields.end();
        return new StoredAccount(new Account(nonce, balance, codeHash), storageRoot);
    }
}
