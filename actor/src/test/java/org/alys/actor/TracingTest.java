package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.alys.actor.supervision.RestartStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be seen of messages from outside: traces, samples and recordings. */
@Timeout(60)
class TracingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HEADER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final class Spans implements ActorObserver {
        private final List<HandledSpan> seen = new CopyOnWriteArrayList<>();
        private final CountDownLatch two = new CountDownLatch(2);

        @Override
        public void traced(HandledSpan span) {
            seen.add(span);
            two.countDown();
        }
    }

    @Test
    void readsAndWritesTheHeaderOfTheStandard() {
        assertThat(TraceContext.parse(HEADER)).get().hasToString(HEADER).returns(true, TraceContext::sampled);
        assertThat(TraceContext.parse(HEADER.replace("00-", "01-") + "-later"))
                .get()
                .hasToString(HEADER);
        assertThat(List.of(
                        "",
                        HEADER.toUpperCase(Locale.ROOT),
                        HEADER + "-more",
                        HEADER.replace("00-0af", "ff-0af"),
                        HEADER.replace("0af7651916cd43dd8448eb211c80319c", "0".repeat(32)),
                        HEADER.replace("b7ad6b7169203331", "0".repeat(16)),
                        HEADER.substring(1)))
                .allMatch(header -> TraceContext.parse(header).isEmpty());
    }

    @Test
    void followsATraceFromActorToActor() throws Exception {
        Spans spans = new Spans();
        TraceContext trace = TraceContext.parse(HEADER).orElseThrow();
        try (ActorSystem system = ActorSystem.named("test").observer(spans).build()) {
            system.start();
            ActorRef<Probe.Message> second = system.spawn("second", Probe::new, ActorOptions.DEFAULTS);
            ActorRef<Probe.Message> first = system.spawn("first", Probe::new, ActorOptions.DEFAULTS);

            first.tell(
                    new Probe.Run(context -> second.tell(new Probe.Remember(1))), SendOptions.PLAIN.withTrace(trace));
            Probe.await(spans.two);
        }

        HandledSpan outer = spans.seen.stream()
                .filter(span -> span.actor().name().equals("first"))
                .findFirst()
                .orElseThrow();
        HandledSpan inner = spans.seen.stream()
                .filter(span -> span.actor().name().equals("second"))
                .findFirst()
                .orElseThrow();
        assertThat(outer.context()).isEqualTo(trace);
        assertThat(inner.parentSpanId()).isEqualTo(trace.spanId());
        assertThat(inner.context().traceLow()).isEqualTo(trace.traceLow());
        assertThat(inner.context().spanId()).isNotEqualTo(trace.spanId());
        assertThat(inner.message()).isEqualTo("Remember");
    }

    @Test
    void leavesMessagesWithoutATraceAlone() {
        try (ActorSystem system = ActorSystem.named("test").build()) {
            system.start();
            CompletableFuture<Envelope<Probe.Message>> seen = new CompletableFuture<>();

            system.spawn("probe", Probe::new, ActorOptions.DEFAULTS)
                    .tell(new Probe.Run(context -> seen.complete(context.envelope())));

            assertThat(seen.join().trace()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void countsEveryMessageAndTimesSome() {
        try (ActorSystem system = ActorSystem.named("test").build()) {
            system.start();
            ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, ActorOptions.DEFAULTS);

            for (int round = 0; round < 10; round++) {
                IntStream.range(0, 99).forEach(n -> probe.tell(new Probe.Remember(n)));
                probe.ask(Probe.Recall::new, PATIENCE);
            }
            system.stop(probe).join();

            assertThat(system.handled(probe)).isEqualTo(1000);
            assertThat(system.metrics().handling().count()).isBetween(16L, 40L);
            assertThat(system.metrics().queued().count()).isBetween(9L, 24L);
            assertThat(system.metrics().handling().atMostNanos(1.0)).isPositive();
        }
    }

    @Test
    void writesHandlingAndRestartsIntoARecording() throws Exception {
        List<RecordedEvent> events = new CopyOnWriteArrayList<>();
        CountDownLatch both = new CountDownLatch(3);
        try (RecordingStream recording = new RecordingStream();
                ActorSystem system = ActorSystem.named("test").build()) {
            recording.enable("org.alys.actor.MessageHandled");
            recording.enable("org.alys.actor.Restarted");
            recording.setReuse(false);
            recording.onEvent("org.alys.actor.MessageHandled", event -> {
                events.add(event);
                both.countDown();
            });
            recording.onEvent("org.alys.actor.Restarted", event -> {
                events.add(event);
                both.countDown();
            });
            recording.startAsync();
            system.start();
            ActorRef<Probe.Message> probe = system.spawn(
                    "probe", Probe::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate()));

            probe.tell(new Probe.Fail(new IllegalStateException("boom")));
            probe.ask(Probe.Recall::new, PATIENCE);
            Probe.await(both);
        }

        assertThat(events).allMatch(event -> event.getString("actor").equals("/probe"));
        assertThat(events.stream().map(event -> event.getEventType().getName()))
                .contains("org.alys.actor.MessageHandled", "org.alys.actor.Restarted");
    }
}
