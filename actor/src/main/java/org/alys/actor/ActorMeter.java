package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts for one actor. Written by its thread alone, without fences; read by all, perhaps a moment late. */
final class ActorMeter {
    private static final VarHandle HANDLED;

    static {
        try {
            HANDLED = MethodHandles.lookup().findVarHandle(ActorMeter.class, "handled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long handled;

    /** Counts a message; returns how many there were before. */
    long count() {
        long before = handled;
        HANDLED.setOpaque(this, before + 1);
        return before;
    }

    long handled() {
        return (long) HANDLED.getOpaque(this);
    }
}
