package org.alys.evm.state;

import org.alys.primitives.Bytes32;

/** Code that an account names is not stored: the store is damaged, or a delta came without the code it introduces. */
public final class MissingCodeException extends RuntimeException {
    public MissingCodeException(Bytes32 codeHash) {
        super("there is no code with hash " + codeHash);
    }
}
