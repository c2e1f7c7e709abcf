package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One method: its parameters in, its result out, or an {@link RpcException}. */
@FunctionalInterface
public interface RpcMethod {
    /**
     * The method's result.
     *
     * @param caller present when the connection can be sent notifications
     */
    JsonNode call(Params params, Optional<Session> caller);

    /** A method that does not care who calls. */
    static RpcMethod of(Plain plain) {
        return (params, caller) -> plain.call(params);
    }

    /** A method that answers everybody alike. */
    @FunctionalInterface
    interface Plain {
        /** The method's result. */
        JsonNode call(Params params);
    }
}
