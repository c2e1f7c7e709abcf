package org.alys.evm.execution.world;

import java.util.Arrays;
import java.util.Optional;
import org.alys.evm.state.Account;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * Code ready to run: padded so that reading past its end gives STOP and zeros, with the places a jump may go to (yellow paper,
 * 9.4.3), found when first asked for.
 */
public final class ContractCode {
    /** A push of 32 bytes as the last instruction reads so far. */
    private static final int PADDING = 40;

    private static final int JUMPDEST = 0x5b;
    private static final int PUSH1 = 0x60;
    private static final int PUSH32 = 0x7f;
    /** EIP-7702: 0xef0100 and an address. */
    private static final int DELEGATION_SIZE = 23;

    public static final ContractCode EMPTY = new ContractCode(Account.NO_CODE, new byte[0], 0, 0);

    private final Bytes32 hash;
    private final byte[] padded;
    private final int size;
    private final Optional<EvmAddress> delegate;
    /** Volatile, so that no other thread sees the array before its content. */
    private volatile long[] jumpDestinations = {};

    /** The {@code length} bytes of {@code source} from {@code offset} on. */
    public ContractCode(Bytes32 hash, byte[] source, int offset, int length) {
        this.hash = hash;
        this.padded = new byte[length + PADDING];
        System.arraycopy(source, offset, padded, 0, length);
        this.size = length;
        this.delegate = isDelegation(padded, length)
                ? Optional.of(EvmAddress.of(Arrays.copyOfRange(padded, 3, DELEGATION_SIZE)))
                : Optional.empty();
    }

    /** Keccak-256 of the code; zero for code that runs only once and was not hashed. */
    public Bytes32 hash() {
        return hash;
    }

    /** The code with zeros behind; not to be written to. */
    public byte[] padded() {
        return padded;
    }

    /** In bytes, without the padding. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The account whose code runs instead (EIP-7702). */
    public Optional<EvmAddress> delegate() {
        return delegate;
    }

    public Bytes bytes() {
        return Bytes.of(Arrays.copyOf(padded, size));
    }

    /** Whether there is a JUMPDEST that is not an operand. */
    public boolean isJumpDestination(int at) {
        if (at >= size || padded[at] != JUMPDEST) {
            return false;
        }
        long[] known = jumpDestinations;
        if (known.length == 0) {
            known = analyse();
            jumpDestinations = known;
        }
        return (known[at >>> 6] >>> at & 1) != 0;
    }

    /** What is found twice by two threads is the same. */
    private long[] analyse() {
        long[] found = new long[(size >>> 6) + 1];
        for (int at = 0; at < size; at++) {
            int opcode = padded[at] & 0xff;
            if (opcode == JUMPDEST) {
                found[at >>> 6] |= 1L << at;
            } else if (opcode >= PUSH1 && opcode <= PUSH32) {
                at += opcode - PUSH1 + 1;
            }
        }
        return found;
    }

    private static boolean isDelegation(byte[] code, int size) {
        return size == DELEGATION_SIZE && code[0] == (byte) 0xef && code[1] == 1 && code[2] == 0;
    }
}
