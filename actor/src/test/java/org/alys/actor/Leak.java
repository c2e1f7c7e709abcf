package org.alys.actor;

import java.util.ArrayList;
import java.util.List;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartStrategy;

/** An actor that keeps everything it gets, in a heap that is too small for it; run by {@link BoundedHeapTest}. */
final class Leak {
    private static final int BLOCK = 1 << 20;

    private Leak() {}

    public static void main(String[] arguments) {
        ActorSystem system = ActorSystem.named("leak").build();
        system.start();
        ActorRef<Integer> leaking = system.spawn(
                "leaking",
                () -> new Actor<>() {
                    private final List<byte[]> kept = new ArrayList<>();

                    @Override
                    public void receive(Integer bytes, ActorContext<Integer> context) {
                        kept.add(new byte[bytes]);
                        context.self().tell(bytes);
                    }
                },
                ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate()));
        leaking.tell(BLOCK);

        StopReport report = system.whenStopped().join();

        System.out.println("graceful " + report.graceful());
        System.out.println(
                "because of " + system.failure().map(Failure::describe).orElse("nothing"));
    }
}
