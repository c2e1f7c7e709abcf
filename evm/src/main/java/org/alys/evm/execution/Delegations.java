package org.alys.evm.execution;

import java.util.List;
import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.transaction.Authorization;
import org.alys.evm.transaction.Authorizations;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Delegations of accounts to code (EIP-7702). One that is not valid is passed over, paid for all the same. */
final class Delegations {
    private static final long LAST_NONCE = -1;
    private static final byte[] DELEGATION_PREFIX = {(byte) 0xef, 1, 0};

    private Delegations() {}

    static void apply(List<Authorization> authorizations, UInt256 chainId, JournaledState state, Tracer tracer) {
        for (Authorization authorization : authorizations) {
            boolean meant =
                    authorization.chainId().isZero() || authorization.chainId().equals(chainId);
            if (meant && authorization.nonce() != LAST_NONCE) {
                Authorizations.authority(authorization).ifPresent(authority -> {
                    tracer.accountTouched(authority);
                    apply(authorization, state.get(authority), state);
                });
            }
        }
    }

    private static void apply(Authorization authorization, JournaledAccount authority, JournaledState state) {
        state.warm(authority);
        ContractCode code = state.code(authority);
        boolean free = code.isEmpty() || code.delegate().isPresent();
        if (!free || authority.nonce() != authorization.nonce()) {
            return;
        }
        if (authority.exists()) {
            state.addRefund(GasRules.AUTHORIZATION_REFUND);
        }
        state.touch(authority);
        state.setCode(authority, designator(authorization.delegate()));
        state.setNonce(authority, authority.nonce() + 1);
    }

    private static byte[] designator(EvmAddress delegate) {
        if (delegate.isZero()) {
            return new byte[0];
        }
        byte[] code = new byte[DELEGATION_PREFIX.length + EvmAddress.SIZE];
        System.arraycopy(DELEGATION_PREFIX, 0, code, 0, DELEGATION_PREFIX.length);
        System.arraycopy(delegate.toArray(), 0, code, DELEGATION_PREFIX.length, EvmAddress.SIZE);
        return code;
    }
}
