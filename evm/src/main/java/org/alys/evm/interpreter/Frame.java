package org.alys.evm.interpreter;

import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.primitives.UInt256;

/** A call or creation that runs. Used again and again: what is set when it begins, is set in {@link Frames}. */
final class Frame {
    private static final byte[] NOTHING = {};

    final int depth;

    FrameKind kind = FrameKind.CALL;
    ContractCode code;
    /** Whose storage and balance the code uses. */
    JournaledAccount self;

    JournaledAccount caller;
    /** Whose address was called or created. */
    JournaledAccount target;

    UInt256 value = UInt256.ZERO;
    boolean isStatic;
    long startGas;

    /** Whether the call data lies in the caller's memory, which may be moved while the callee runs. */
    boolean inputInMemory;

    byte[] input = NOTHING;
    int inputOffset;
    int inputLength;

    /** Where in the caller's memory the output goes. */
    int outputOffset;

    int outputLength;

    int programCounter;
    long gas;
    int stackBase;
    int stackTop;
    int memoryBase;
    int memorySize;

    byte[] returnData = NOTHING;
    int returnLength;

    int checkpoint;
    int logCount;
    long refundBefore;

    /** What RETURN or REVERT gives: a part of this frame's memory. */
    int resultOffset;

    int resultLength;

    Frame(int depth, JournaledAccount anyAccount, ContractCode anyCode) {
        this.depth = depth;
        this.self = anyAccount;
        this.caller = anyAccount;
        this.target = anyAccount;
        this.code = anyCode;
    }

    /** The array that holds the call data. */
    byte[] input(Memory memory) {
        return inputInMemory ? memory.bytes : input;
    }

    void keepReturnData(byte[] source, int offset, int length) {
        if (returnData.length < length) {
            returnData = new byte[Math.max(length, 64)];
        }
        System.arraycopy(source, offset, returnData, 0, length);
        returnLength = length;
    }
}
