package org.alys.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.ExecutionMode;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.SendOptions;

/** The loads on our own runtime, in one of its modes, with its metrics on. */
final class AlysActors implements ActorWorkloads {
    private static final List<SendOptions> PRIORITIES = List.of(
            SendOptions.at(Priority.CRITICAL),
            SendOptions.at(Priority.HIGH),
            SendOptions.at(Priority.NORMAL),
            SendOptions.at(Priority.BACKGROUND));

    private final ActorSystem system = ActorSystem.named("bench").build();
    private final ActorOptions options;
    private int spawned;

    AlysActors(ExecutionMode mode) {
        options = ActorOptions.DEFAULTS.withMode(mode);
        system.start();
    }

    private <M> ActorRef<M> spawn(Actor<M> actor, ActorOptions how) {
        return system.spawn("actor-" + spawned++, () -> actor, how);
    }

    private static Actor<Integer> counting(int messages, CountDownLatch done) {
        return new Actor<>() {
            private int left = messages;

            @Override
            public void receive(Integer message, ActorContext<Integer> context) {
                if (--left == 0) {
                    done.countDown();
                }
            }
        };
    }

    @Override
    public double oneToOne(int messages) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ActorRef<Integer> receiver = spawn(counting(messages, done), waiting());
        Integer message = 1;
        long begun = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            receiver.tell(message);
        }
        return rate(messages, begun, done, List.of(receiver));
    }

    private ActorOptions waiting() {
        return options.withMailbox(1 << 16, new Overflow.Block(PATIENCE));
    }

    @Override
    public double oneToOneByPriority(int messages) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ActorRef<Integer> receiver = spawn(counting(messages, done), waiting());
        Integer message = 1;
        long begun = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            receiver.tell(message, PRIORITIES.get(i & 3));
        }
        return rate(messages, begun, done, List.of(receiver));
    }

    private static final class Hopper implements Actor<Hops> {
        private final List<ActorRef<Hops>> all;
        private final CountDownLatch done;
        private final SplittableRandom random;

        Hopper(List<ActorRef<Hops>> all, CountDownLatch done, int seed) {
            this.all = all;
            this.done = done;
            this.random = new SplittableRandom(seed);
        }

        @Override
        public void receive(Hops message, ActorContext<Hops> context) {
            if (message.left() == 0) {
                done.countDown();
            } else {
                all.get(random.nextInt(all.size())).tell(new Hops(message.left() - 1));
            }
        }
    }

    private record Hops(int left) {}

    @Override
    public double amongMany(int actors, int messages) throws Exception {
        int tokens = 4 * actors;
        CountDownLatch done = new CountDownLatch(tokens);
        List<ActorRef<Hops>> all = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            all.add(spawn(new Hopper(all, done, i), options));
        }
        Hops first = new Hops(messages / tokens);
        long begun = System.nanoTime();
        for (int i = 0; i < tokens; i++) {
            all.get(i % actors).tell(first);
        }
        return rate(messages, begun, done, all);
    }

    private record Ball(int left, ActorRef<Ball> from) {}

    @Override
    public double pingPong(int messages) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Actor<Ball> player = (ball, context) -> {
            if (ball.left() == 0) {
                done.countDown();
            } else {
                ball.from().tell(new Ball(ball.left() - 1, context.self()));
            }
        };
        ActorRef<Ball> first = spawn(player, options);
        ActorRef<Ball> second = spawn(player, options);
        long begun = System.nanoTime();
        first.tell(new Ball(messages, second));
        return rate(messages, begun, done, List.of(first, second));
    }

    private record Question(int number, Reply<Integer> reply) {}

    private ActorRef<Question> answering() {
        return spawn((question, context) -> question.reply().success(question.number() + 1), options);
    }

    @Override
    public double[] asks(int count) {
        ActorRef<Question> answering = answering();
        double[] nanos = new double[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            long begun = System.nanoTime();
            answering.<Integer>ask(reply -> new Question(number, reply), PATIENCE);
            nanos[i] = System.nanoTime() - begun;
        }
        system.stop(answering).join();
        return nanos;
    }

    @Override
    public double askChains(int inFlight, int chains) throws Exception {
        CountDownLatch done = new CountDownLatch(inFlight);
        List<ActorRef<Question>> answering = List.of(answering(), answering(), answering());
        List<ActorRef<?>> all = new ArrayList<>(answering);
        List<ActorRef<Integer>> asking = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            asking.add(spawn(
                    (left, context) -> {
                        int number = left;
                        for (ActorRef<Question> next : answering) {
                            int question = number;
                            number = next.<Integer>ask(reply -> new Question(question, reply), PATIENCE);
                        }
                        if (left == 0) {
                            done.countDown();
                        } else {
                            context.self().tell(left - 1);
                        }
                    },
                    ActorOptions.DEFAULTS));
        }
        all.addAll(asking);
        long begun = System.nanoTime();
        asking.forEach(actor -> actor.tell(chains / inFlight - 1));
        return rate(chains, begun, done, all);
    }

    private sealed interface Nursery {
        record Spawn(int count) implements Nursery {}

        record Gone() implements Nursery {}
    }

    @Override
    public double spawnAndStop(int actors) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ActorRef<Nursery> parent = spawn(
                new Actor<>() {
                    private int living;

                    @Override
                    public void receive(Nursery message, ActorContext<Nursery> context) {
                        switch (message) {
                            case Nursery.Spawn(int count) -> {
                                List<ActorRef<Integer>> children = new ArrayList<>();
                                for (int i = 0; i < count; i++) {
                                    ActorRef<Integer> child =
                                            context.spawn("child-" + i, () -> (number, inChild) -> {}, options);
                                    context.watch(child, end -> new Nursery.Gone());
                                    children.add(child);
                                }
                                living = count;
                                children.forEach(context::stop);
                            }
                            case Nursery.Gone() -> {
                                if (--living == 0) {
                                    done.countDown();
                                }
                            }
                        }
                    }
                },
                options);
        long begun = System.nanoTime();
        parent.tell(new Nursery.Spawn(actors));
        return rate(actors, begun, done, List.of(parent));
    }

    private double rate(int count, long begun, CountDownLatch done, List<? extends ActorRef<?>> actors)
            throws InterruptedException {
        if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("not done within " + PATIENCE);
        }
        double rate = count * 1e9 / (System.nanoTime() - begun);
        actors.stream().map(system::stop).toList().forEach(CompletableFuture::join);
        return rate;
    }

    @Override
    public void close() {
        system.stop(Duration.ofSeconds(10));
    }
}
