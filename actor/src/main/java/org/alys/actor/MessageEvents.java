package org.alys.actor;

import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The events that the runtime writes into a recording of the Java Flight Recorder. */
final class MessageEvents {
    private MessageEvents() {}

    @Name("org.alys.actor.MessageHandled")
    @Label("Actor message handled")
    @Category({"Alys", "Actors"})
    @StackTrace(false)
    @Enabled(false)
    static final class Handled extends Event {
        @Label("Actor")
        @Nullable
        String actor;

        @Label("Message class")
        @Nullable
        Class<?> message;

        @Label("Time in the mailbox, -1 if not measured")
        @Timespan(Timespan.NANOSECONDS)
        long queued;
    }

    @Name("org.alys.actor.Restarted")
    @Label("Actor restarted")
    @Category({"Alys", "Actors"})
    @StackTrace(false)
    static final class Restarted extends Event {
        @Label("Actor")
        @Nullable
        String actor;

        @Label("Cause")
        @Nullable
        String cause;

        @Label("Restarts so far")
        int restarts;
    }
}
