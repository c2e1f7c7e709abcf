package org.alys.actor.testkit.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSnapshot;
import org.alys.actor.ActorSystem;
import org.alys.actor.LifecycleState;
import org.alys.actor.Reply;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.supervisor.ChildSpec;
import org.alys.actor.supervisor.GroupStrategy;
import org.alys.actor.supervisor.Supervisor;
import org.alys.actor.supervisor.SupervisorMessage;

/** Forty actors: a root, three supervisors with a strategy each, and twelve workers below every one of them. */
final class Tree {
    static final int SIZE = 40;
    private static final int WORKERS = 12;
    private static final int BURST = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ActorOptions OPTIONS = ActorOptions.DEFAULTS.withSupervision(
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(10_000, Duration.ofHours(1)));

    sealed interface Message {
        /** Numbered work; a worker sends it on to its neighbour in the next group so many times. */
        record Work(int number, int hops) implements Message {}

        record Ping(Reply<Boolean> reply) implements Message {}
    }

    private final ActorSystem system;
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, Queue<Integer>> handled = new ConcurrentHashMap<>();
    private final List<ActorPath> workers = new ArrayList<>();
    private final List<ActorPath> supervisors = new ArrayList<>();
    private int number;

    Tree(ActorSystem system) {
        this.system = system;
        ActorPath root = ActorPath.of("node");
        supervisors.add(root);
        List<ChildSpec<?>> groups = new ArrayList<>();
        for (GroupStrategy strategy : GroupStrategy.values()) {
            ActorPath group = root.child(strategy.name());
            supervisors.add(group);
            groups.add(ChildSpec.of(group.name(), group(strategy, group), OPTIONS));
        }
        system.spawn(root.name(), Supervisor.of(GroupStrategy.ONE_FOR_ONE, OPTIONS.supervision(), groups), OPTIONS);
    }

    private ActorFactory<SupervisorMessage> group(GroupStrategy strategy, ActorPath path) {
        List<ChildSpec<?>> specs = new ArrayList<>();
        for (int n = 0; n < WORKERS; n++) {
            ActorPath worker = path.child("worker-" + n);
            workers.add(worker);
            specs.add(ChildSpec.of(worker.name(), () -> new Worker(neighbour(worker)), OPTIONS));
        }
        return Supervisor.of(strategy, OPTIONS.supervision(), specs);
    }

    private ActorPath neighbour(ActorPath worker) {
        return workers.get((workers.indexOf(worker) + WORKERS) % workers.size());
    }

    private final class Worker implements Actor<Message> {
        private final ActorPath neighbour;

        Worker(ActorPath neighbour) {
            this.neighbour = neighbour;
        }

        @Override
        public void receive(Message message, ActorContext<Message> context) {
            switch (message) {
                case Message.Work(int n, int hops) -> {
                    if (hops > 0) {
                        send(neighbour, new Message.Work(n, hops - 1));
                    }
                    handled.computeIfAbsent(context.path().value(), fresh -> new ConcurrentLinkedQueue<>())
                            .add(hops > 0 ? n : -n);
                }
                case Message.Ping(Reply<Boolean> reply) -> reply.success(true);
            }
        }
    }

    @SuppressWarnings("unchecked") // Workers understand these messages.
    private Optional<ActorRef<Message>> worker(ActorPath path) {
        return system.find(path).map(ref -> (ActorRef<Message>) ref);
    }

    private void send(ActorPath to, Message.Work work) {
        worker(to).ifPresent(ref -> {
            sent.incrementAndGet();
            ref.tell(work);
        });
    }

    /** Every place, the root first. */
    List<String> places() {
        List<String> all = new ArrayList<>();
        supervisors.forEach(path -> all.add(path.value()));
        workers.forEach(path -> all.add(path.value()));
        return all;
    }

    boolean isSupervisor(String place) {
        return supervisors.contains(new ActorPath(place));
    }

    /** A burst of work for each worker and a question for each supervisor. */
    void load() {
        for (int n = 0; n < BURST; n++) {
            number++;
            workers.forEach(path -> send(path, new Message.Work(number, 1)));
        }
        supervisors.forEach(this::question);
    }

    @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"
    }) // Supervisors understand it; the answer is of no interest.
    private void question(ActorPath supervisor) {
        system.find(supervisor)
                .ifPresent(ref -> ((ActorRef<SupervisorMessage>) ref)
                        .<SupervisorMessage.Status>askAsync(SupervisorMessage.GetStatus::new, PATIENCE));
    }

    /** Returns when every worker has handled what was sent to it so far; on real threads. */
    void settle() {
        for (int hop = 0; hop < 2; hop++) {
            workers.stream()
                    .map(path -> worker(path).orElseThrow().<Boolean>askAsync(Message.Ping::new, PATIENCE))
                    .forEach(CompletableFuture::join);
        }
    }

    /** Whether all forty are running. */
    boolean healthy() {
        List<ActorSnapshot> all = system.actors();
        return all.size() == SIZE && all.stream().allMatch(actor -> actor.state() == LifecycleState.RUNNING);
    }

    int restarts(String place) {
        return system.actors().stream()
                .filter(actor -> actor.path().value().equals(place))
                .mapToInt(ActorSnapshot::restarts)
                .sum();
    }

    int sent() {
        return sent.get();
    }

    int handled() {
        return handled.values().stream().mapToInt(Queue::size).sum();
    }

    /** The numbers that a worker got directly, in the order in which it handled them. */
    List<Integer> direct(String place) {
        return handled.getOrDefault(place, new ConcurrentLinkedQueue<>()).stream()
                .filter(n -> n > 0)
                .toList();
    }
}
