package org.alys.evm.interpreter;

import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.execution.world.StorageTable;

/** Persistent and transient storage. */
final class Storage {
    private static final long STIPEND = 2_300;
    private static final long WARM_READ = 100;
    private static final long COLD_SLOT = 2_100;
    private static final long SET = 20_000;
    private static final long RESET = 5_000 - COLD_SLOT;
    /** EIP-3529. */
    private static final long CLEAR_REFUND = 4_800;

    private Storage() {}

    /** SLOAD, whose 100 gas are paid (EIP-2929). */
    static long load(Machine machine, Frame frame, long[] s, int at, long gas) {
        JournaledState state = machine.state;
        JournaledAccount account = frame.self;
        if (machine.tracing) {
            machine.tracer.storageTouched(account.address(), Words.get(s, at));
        }
        int entry = state.entry(account, s, at);
        if (!state.warmSlot(account, entry)) {
            long left = gas - (COLD_SLOT - WARM_READ);
            account.storage().copyCurrent(entry, s, at);
            return left < 0 ? Halt.OUT_OF_GAS : left;
        }
        account.storage().copyCurrent(entry, s, at);
        return gas;
    }

    /** SSTORE (EIP-2200, EIP-2929, EIP-3529). */
    static long store(Machine machine, Frame frame, long[] s, int slotAt, int valueAt, long gas) {
        if (frame.isStatic) {
            return Halt.WRITE_PROTECTION;
        }
        if (gas <= STIPEND) {
            return Halt.OUT_OF_GAS;
        }
        JournaledState state = machine.state;
        JournaledAccount account = frame.self;
        if (machine.tracing) {
            machine.tracer.storageTouched(account.address(), Words.get(s, slotAt));
        }
        StorageTable table = account.storage();
        int entry = state.entry(account, s, slotAt);
        long left = state.warmSlot(account, entry) ? gas : gas - COLD_SLOT;
        if (table.currentEquals(entry, s, valueAt)) {
            left -= WARM_READ;
        } else if (table.originalEqualsCurrent(entry, state.transaction())) {
            left -= table.currentIsZero(entry) ? SET : RESET;
        } else {
            left -= WARM_READ;
        }
        if (left < 0) {
            return Halt.OUT_OF_GAS;
        }
        write(machine, account, entry, s, slotAt, valueAt);
        return left;
    }

    private static void write(Machine machine, JournaledAccount account, int entry, long[] s, int slotAt, int valueAt) {
        JournaledState state = machine.state;
        StorageTable table = account.storage();
        if (machine.tracing) {
            machine.tracer.storageWritten(
                    account.address(), Words.get(s, slotAt), table.current(entry), Words.get(s, valueAt));
        }
        if (!table.currentEquals(entry, s, valueAt)) {
            long refund = refund(table, entry, state.transaction(), s, valueAt);
            if (refund != 0) {
                state.addRefund(refund);
            }
            state.setStorage(account, entry, s, valueAt);
        }
    }

    /** For a value that changes. */
    private static long refund(StorageTable table, int entry, int transaction, long[] s, int valueAt) {
        boolean toZero = Words.isZero(s, valueAt);
        if (table.originalEqualsCurrent(entry, transaction)) {
            return toZero ? CLEAR_REFUND : 0;
        }
        long refund = 0;
        if (!table.originalIsZero(entry, transaction)) {
            if (table.currentIsZero(entry)) {
                refund -= CLEAR_REFUND;
            } else if (toZero) {
                refund += CLEAR_REFUND;
            }
        }
        if (table.originalEquals(entry, transaction, s, valueAt)) {
            refund += (table.originalIsZero(entry, transaction) ? SET : RESET) - WARM_READ;
        }
        return refund;
    }

    /** TSTORE (EIP-1153). */
    static long storeTransient(Machine machine, Frame frame, long[] s, int slotAt, int valueAt, long gas) {
        if (frame.isStatic) {
            return Halt.WRITE_PROTECTION;
        }
        machine.state.setTransient(frame.self, s, slotAt, valueAt);
        return gas;
    }
}
