package org.alys.evm.interpreter;

import java.util.Optional;
import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.UInt256;

/** Instructions that look at other accounts, and the one that gives an account up. */
final class Accounts {
    static final long COLD_ACCOUNT = 2_600;
    static final long WARM_READ = 100;
    private static final long NEW_ACCOUNT = 25_000;

    private Accounts() {}

    /** The account at the address on the stack. */
    static JournaledAccount at(Machine machine, long[] s, int at) {
        JournaledAccount account = machine.state.get(s[at], s[at + 1], s[at + 2]);
        if (machine.tracing) {
            machine.tracer.accountTouched(account.address());
        }
        return account;
    }

    /** What is to be paid for a look at it besides the 100 gas of a warm one (EIP-2929). */
    static long coldSurcharge(Machine machine, JournaledAccount account) {
        return machine.state.warm(account) ? 0 : COLD_ACCOUNT - WARM_READ;
    }

    static long balance(Machine machine, long[] s, int at, long gas) {
        JournaledAccount account = at(machine, s, at);
        long left = gas - coldSurcharge(machine, account);
        Words.set(s, at, account.balance());
        return left < 0 ? Halt.OUT_OF_GAS : left;
    }

    static long codeSize(Machine machine, long[] s, int at, long gas) {
        JournaledAccount account = at(machine, s, at);
        long left = gas - coldSurcharge(machine, account);
        if (left < 0) {
            return Halt.OUT_OF_GAS;
        }
        Words.set(s, at, machine.state.code(account).size());
        return left;
    }

    /** EIP-1052: zero for an account that is empty. */
    static long codeHash(Machine machine, long[] s, int at, long gas) {
        JournaledAccount account = at(machine, s, at);
        long left = gas - coldSurcharge(machine, account);
        Words.set(s, at, account.isEmpty() ? UInt256.ZERO : UInt256.of(account.codeHash()));
        return left < 0 ? Halt.OUT_OF_GAS : left;
    }

    /** EXTCODECOPY: the address at {@code s[addressAt]}, beneath it what CODECOPY takes. */
    static long copyCode(Machine machine, long[] s, int addressAt, long gas) {
        JournaledAccount account = at(machine, s, addressAt);
        long left = gas - coldSurcharge(machine, account);
        if (left < 0) {
            return Halt.OUT_OF_GAS;
        }
        ContractCode code = machine.state.code(account);
        return machine.memory.copy(code.padded(), 0, code.size(), s, addressAt - 4, left);
    }

    /** SELFDESTRUCT, whose 5000 gas are paid (EIP-150, EIP-161, EIP-2929, EIP-6780). */
    static long selfDestruct(Machine machine, Frame frame, long[] s, int at, long gas) {
        if (frame.isStatic) {
            return Halt.WRITE_PROTECTION;
        }
        JournaledState state = machine.state;
        JournaledAccount self = frame.self;
        JournaledAccount heir = at(machine, s, at);
        UInt256 balance = self.balance();
        long left = state.warm(heir) ? gas : gas - COLD_ACCOUNT;
        if (!balance.isZero() && heir.isEmpty()) {
            left -= NEW_ACCOUNT;
        }
        if (left < 0) {
            return Halt.OUT_OF_GAS;
        }
        boolean goes = !machine.fork.includes(Fork.CANCUN) || state.isNew(self);
        if (machine.tracing) {
            machine.stepPaid(left);
            machine.tracer.enterFrame(new Tracer.FrameEntry(
                    FrameKind.SELFDESTRUCT, frame.depth + 1, self.address(), heir.address(), 0, balance, Bytes.EMPTY));
            machine.tracer.exitFrame(new Tracer.FrameExit(0, Bytes.EMPTY, false, Optional.empty()));
        }
        if (heir != self) {
            state.transfer(self, heir, balance);
        } else if (goes) {
            state.setBalance(self, UInt256.ZERO);
        }
        if (goes && !state.isDestroyed(self)) {
            state.markDestroyed(self);
        }
        return left;
    }
}
