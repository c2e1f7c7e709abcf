package org.alys.node.process;

import fr.acinq.secp256k1.Secp256k1;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.alys.chain.block.PayloadRules;
import org.alys.node.config.Secp256k1Secret;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Wei;
import org.alys.primitives.rlp.Rlp;

/** An EVM account that signs its own transactions (EIP-1559) and counts its nonce. */
final class Account {
    private static final int WORD = 32;
    private static final long TRANSFER_GAS = 21_000;
    private static final long CALL_GAS = 100_000;
    private static final byte[] REQUEST_PEG_OUT =
            Hashes.keccak256("requestPegOut(bytes)".getBytes(StandardCharsets.US_ASCII));

    private final Secp256k1Secret secret;
    private final long chainId;
    private long nonce;

    Account(long secret, long chainId) {
        this.secret = Secp256k1Secret.of(Bytes32.fromHex("%064x".formatted(secret)));
        this.chainId = chainId;
    }

    EvmAddress address() {
        return secret.evmAddress();
    }

    /** Transactions signed so far. */
    long nonce() {
        return nonce;
    }

    Bytes transfer(EvmAddress to, Wei value) {
        return signed(to, value, Bytes.EMPTY, TRANSFER_GAS);
    }

    /** A call of the Bridge that burns {@code value}. */
    Bytes burn(Wei value, String bitcoinAddress) {
        byte[] recipient = bitcoinAddress.getBytes(StandardCharsets.US_ASCII);
        byte[] data = new byte[4 + 2 * WORD + (recipient.length + WORD - 1) / WORD * WORD];
        System.arraycopy(REQUEST_PEG_OUT, 0, data, 0, 4);
        data[4 + WORD - 1] = WORD;
        data[4 + 2 * WORD - 1] = (byte) recipient.length;
        System.arraycopy(recipient, 0, data, 4 + 2 * WORD, recipient.length);
        return signed(PayloadRules.BRIDGE, value, Bytes.of(data), CALL_GAS);
    }

    private Bytes signed(EvmAddress to, Wei value, Bytes data, long gas) {
        List<byte[]> fields = new ArrayList<>(List.of(
                Rlp.number(chainId),
                Rlp.number(nonce++),
                Rlp.number(Wei.ofGwei(1).value()),
                Rlp.number(Wei.ofGwei(10).value()),
                Rlp.number(gas),
                Rlp.string(to.toArray()),
                Rlp.number(value.value()),
                Rlp.string(data.toArray()),
                Rlp.list()));
        byte[] hash = Hashes.keccak256(typed(fields));
        byte[] signature = Secp256k1.get().sign(hash, secret.reveal().toArray(), new byte[WORD]);
        fields.add(Rlp.number(parity(signature, hash)));
        fields.add(Rlp.number(new BigInteger(1, Arrays.copyOfRange(signature, 0, WORD))));
        fields.add(Rlp.number(new BigInteger(1, Arrays.copyOfRange(signature, WORD, 2 * WORD))));
        return Bytes.of(typed(fields));
    }

    private long parity(byte[] signature, byte[] hash) {
        byte[] recovered = Secp256k1.get().ecdsaRecover(signature, hash, 0);
        return Bytes.of(Secp256k1.get().pubKeyCompress(recovered)).equals(secret.publicKey()) ? 0 : 1;
    }

    private static byte[] typed(List<byte[]> fields) {
        byte[] list = Rlp.list(fields);
        byte[] typed = new byte[list.length + 1];
        typed[0] = 2;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }
}
