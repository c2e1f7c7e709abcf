package org.alys.actor.resource;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.supervision.Failure;

/**
 * Reads resources at an interval, tells when one comes to another level, and lets supervision act when one runs out. A source
 * that throws fails the watch, which its own policy answers.
 */
public final class ResourceWatch implements Actor<ResourceMessage> {
    private static final String READ = "read";

    /**
     * How it works.
     *
     * @param every time between two readings, more than zero
     * @param limits of a resource, by its name
     * @param overload kept up to date
     * @param listener told of every event, on the watch's thread; it does not wait
     * @param relief called once when a resource comes to {@link ResourceLevel#ERROR}
     */
    public record Settings(
            Duration every,
            Function<String, ResourceLimits> limits,
            Overload overload,
            Consumer<ResourceEvent> listener,
            Relief relief) {
        /** A reading every 5 s with the standard limits; nobody listens. */
        public static Settings standard(Overload overload) {
            return new Settings(Duration.ofSeconds(5), Settings::usual, overload, event -> {}, Relief.NONE);
        }

        public Settings {
            if (!every.isPositive()) {
                throw new IllegalArgumentException("the time between two readings must be positive: " + every);
            }
        }

        public Settings withListener(Consumer<ResourceEvent> other) {
            return new Settings(every, limits, overload, other, relief);
        }

        public Settings withRelief(Relief other) {
            return new Settings(every, limits, overload, listener, other);
        }

        private static ResourceLimits usual(String resource) {
            return switch (resource) {
                case JvmResources.CPU -> ResourceLimits.CPU;
                case DiskResources.DISK -> ResourceLimits.DISK;
                default ->
                    resource.startsWith(MailboxResources.PREFIX) ? ResourceLimits.MAILBOX : ResourceLimits.MEMORY;
            };
        }
    }

    private final Settings settings;
    private final List<ResourceSource> sources;
    private final Map<String, ResourceGauge> gauges = new TreeMap<>();

    public ResourceWatch(Settings settings, List<ResourceSource> sources) {
        this.settings = settings;
        this.sources = List.copyOf(sources);
    }

    @Override
    public void started(ActorContext<ResourceMessage> context) {
        context.timers().periodic(READ, settings.every(), new ResourceMessage.Read());
    }

    @Override
    public void receive(ResourceMessage message, ActorContext<ResourceMessage> context) {
        switch (message) {
            case ResourceMessage.Read() ->
                sources.forEach(source -> source.read().forEach(reading -> read(reading, context)));
            case ResourceMessage.GetGauges(var reply) ->
                reply.success(Collections.unmodifiableMap(new TreeMap<>(gauges)));
        }
    }

    /** Another incarnation begins to look afresh. */
    @Override
    public void failed(Failure cause, ActorContext<ResourceMessage> context) {
        stopping(context);
    }

    @Override
    public void stopping(ActorContext<ResourceMessage> context) {
        gauges.keySet().forEach(settings.overload()::forget);
    }

    private void read(ResourceReading reading, ActorContext<ResourceMessage> context) {
        String resource = reading.resource();
        ResourceGauge before = gauges.computeIfAbsent(
                resource, name -> ResourceGauge.of(settings.limits().apply(name)));
        ResourceGauge after = before.read(reading.use());
        gauges.put(resource, after);
        if (after.level() != before.level()) {
            ResourceEvent event =
                    new ResourceEvent(context.time().now(), resource, before.level(), after.level(), reading.use());
            settings.overload().heard(event);
            settings.listener().accept(event);
            if (event.exhausted()) {
                settings.relief().exhausted(event.failure());
            }
        }
    }
}
