package org.alys.evm.interpreter;

import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * Is told what happens while code runs, in order, on the thread that runs it. What is taken back later is told all the same;
 * the end of the frame says so. Views are valid during the call only.
 */
public interface Tracer {
    /** Nobody listens: the interpreter does not even make the calls. */
    Tracer NONE = new Tracer() {};

    /** Whether {@link #beforeStep} and {@link #afterStep} are wanted: instructions then run one by one, slowly. */
    default boolean wantsSteps() {
        return false;
    }

    /** A call or creation begins; the outermost one too. */
    default void enterFrame(FrameEntry entry) {}

    /** The frame entered last that has not ended yet, ends. */
    default void exitFrame(FrameExit exit) {}

    /** An instruction is about to run. */
    default void beforeStep(StepView step) {}

    /**
     * The instruction of the last {@link #beforeStep} was paid for: before the frame that it opens, if any, is entered.
     *
     * @param gasCost all that it took, gas handed to a call included
     * @param halt why it failed
     */
    default void afterStep(long gasCost, Optional<HaltReason> halt) {}

    /** An account is about to be looked at or changed, for the first time or again. */
    default void accountTouched(EvmAddress address) {}

    /** A slot was read by SLOAD, or is about to be written by SSTORE. */
    default void storageTouched(EvmAddress address, UInt256 slot) {}

    /** SSTORE sets a slot. */
    default void storageWritten(EvmAddress address, UInt256 slot, UInt256 before, UInt256 after) {}

    default void logEmitted(Log log) {}

    /**
     * What a frame begins with.
     *
     * @param depth 0 for the outermost
     * @param from the caller; the creator; the account that destroys itself
     * @param to the account called, whose code runs, even where it acts for the caller's account; the account created; who
     *     gets the balance
     * @param gas that the frame can use, the stipend of a call with value included
     * @param value in wei; for DELEGATECALL that of the caller
     * @param input call data or init code
     */
    record FrameEntry(
            FrameKind kind, int depth, EvmAddress from, EvmAddress to, long gas, UInt256 value, Bytes input) {}

    /**
     * How a frame ended.
     *
     * @param output of RETURN or REVERT; the code of a new contract
     * @param reverted by REVERT; its changes are undone, as after a halt
     * @param halt why it failed, if it failed otherwise
     */
    record FrameExit(long gasUsed, Bytes output, boolean reverted, Optional<HaltReason> halt) {
        public boolean succeeded() {
            return !reverted && halt.isEmpty();
        }
    }

    /** The machine before an instruction. */
    interface StepView {
        /** 1 for the outermost frame, as in EIP-3155. */
        int depth();

        int programCounter();

        /** 0 to 255. */
        int opcode();

        /** The instruction's name; {@code opcode 0xNN not defined} for a byte that is none in this fork. */
        String opcodeName();

        /** Left, before the instruction. */
        long gas();

        /** Refund counter so far. */
        long refund();

        int stackSize();

        /** The word at {@code index} from the bottom, which is 0. */
        UInt256 stack(int index);

        /** In bytes. */
        int memorySize();

        /** All of the frame's memory. */
        Bytes memory();

        /** What the last call returned. */
        Bytes returnData();

        /** The account whose storage the code uses. */
        EvmAddress address();
    }
}
