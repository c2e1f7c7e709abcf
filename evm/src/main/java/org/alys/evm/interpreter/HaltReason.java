package org.alys.evm.interpreter;

/** Why a frame ended without REVERT and lost its gas, or why a call or creation did not begin. */
public enum HaltReason {
    OUT_OF_GAS("out of gas"),
    STACK_UNDERFLOW("stack underflow"),
    STACK_OVERFLOW("stack limit reached 1024"),
    INVALID_OPCODE("invalid opcode"),
    INVALID_JUMP("invalid jump destination"),
    WRITE_PROTECTION("write protection"),
    RETURN_DATA_OUT_OF_BOUNDS("return data out of bounds"),
    /** EIP-3860. */
    INIT_CODE_TOO_LARGE("max initcode size exceeded"),
    /** EIP-170. */
    CODE_TOO_LARGE("max code size exceeded"),
    /** EIP-3541. */
    CODE_STARTS_WITH_EF("invalid code: must not begin with 0xef"),
    /** Paying for the code of a new contract. */
    CODE_STORE_OUT_OF_GAS("contract creation code storage out of gas"),
    /** EIP-684, EIP-7610. */
    ADDRESS_COLLISION("contract address collision"),
    /** A precompiled contract refused its input. */
    PRECOMPILE_FAILURE("precompiled contract refused its input"),
    CALL_DEPTH("max call depth exceeded"),
    INSUFFICIENT_BALANCE("insufficient balance for transfer"),
    NONCE_OVERFLOW("nonce uint64 overflow");

    private final String message;

    HaltReason(String message) {
        this.message = message;
    }

    /** In the words of go-ethereum, which tools know. */
    public String message() {
        return message;
    }
}
