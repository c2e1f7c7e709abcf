package org.alys.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The same loads on Apache Pekko Typed, with one of its dispatchers. */
final class PekkoActors implements ActorWorkloads {
    /** Which dispatcher, and with which settings. */
    enum Dispatcher {
        /** As Pekko comes. */
        DEFAULT("pekko.actor.default-dispatcher"),
        /** Fork-join pool of one thread per processor, and many messages in a row for one actor. */
        TUNED("tuned");

        private final String path;

        Dispatcher(String path) {
            this.path = path;
        }
    }

    private static Config config() {
        int threads = Runtime.getRuntime().availableProcessors();
        return ConfigFactory.parseString("""
                        pekko { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off
                                daemonic = on, jvm-shutdown-hooks = off }
                        tuned { type = Dispatcher, executor = fork-join-executor, throughput = 256
                                fork-join-executor { parallelism-min = %1$d, parallelism-max = %1$d } }
                        by-priority { mailbox-type = "org.alys.bench.PekkoPriorities" }
                        """.formatted(threads)).withFallback(ConfigFactory.load());
    }

    private final ActorSystem<SpawnProtocol.Command> system =
            ActorSystem.create(Behaviors.setup(context -> SpawnProtocol.create()), "bench", config());
    private final DispatcherSelector dispatcher;
    private int spawned;

    PekkoActors(Dispatcher dispatcher) {
        this.dispatcher = DispatcherSelector.fromConfig(dispatcher.path);
    }

    private <M> ActorRef<M> spawn(Behavior<M> behavior, Props props) throws Exception {
        String name = "actor-" + spawned++;
        return AskPattern.<SpawnProtocol.Command, ActorRef<M>>ask(
                        system,
                        replyTo -> new SpawnProtocol.Spawn<>(behavior, name, props, replyTo),
                        PATIENCE,
                        system.scheduler())
                .toCompletableFuture()
                .get();
    }

    /** A message that ends its receiver. */
    private record End() {}

    private static Behavior<Object> counting(int messages, CountDownLatch done) {
        return Behaviors.setup(context -> {
            int[] left = {messages};
            return ending(message -> {
                if (--left[0] == 0) {
                    done.countDown();
                }
            });
        });
    }

    private interface Handler {
        void handle(Object message) throws Exception;
    }

    private static Behavior<Object> ending(Handler handler) {
        return Behaviors.receiveMessage(message -> {
            if (message instanceof End) {
                return Behaviors.stopped();
            }
            handler.handle(message);
            return Behaviors.same();
        });
    }

    @Override
    public double oneToOne(int messages) throws Exception {
        return oneToOne(messages, dispatcher, 1);
    }

    @Override
    public double oneToOneByPriority(int messages) throws Exception {
        return oneToOne(messages, dispatcher.withMailboxFromConfig("by-priority"), 4);
    }

    private double oneToOne(int messages, Props props, int kinds) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ActorRef<Object> receiver = spawn(counting(messages, done), props);
        List<Integer> kind = List.of(0, 1, 2, 3);
        long begun = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            receiver.tell(kind.get(i & (kinds - 1)));
        }
        return rate(messages, begun, done, List.of(receiver));
    }

    private record Hops(int left) {}

    @Override
    public double amongMany(int actors, int messages) throws Exception {
        int tokens = 4 * actors;
        CountDownLatch done = new CountDownLatch(tokens);
        List<ActorRef<Object>> all = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            SplittableRandom random = new SplittableRandom(i);
            all.add(spawn(
                    ending(message -> {
                        int left = ((Hops) message).left();
                        if (left == 0) {
                            done.countDown();
                        } else {
                            all.get(random.nextInt(all.size())).tell(new Hops(left - 1));
                        }
                    }),
                    dispatcher));
        }
        Hops first = new Hops(messages / tokens);
        long begun = System.nanoTime();
        for (int i = 0; i < tokens; i++) {
            all.get(i % actors).tell(first);
        }
        return rate(messages, begun, done, all);
    }

    private record Ball(int left, ActorRef<Object> from) {}

    @Override
    public double pingPong(int messages) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Behavior<Object> player = Behaviors.setup(context -> ending(message -> {
            Ball ball = (Ball) message;
            if (ball.left() == 0) {
                done.countDown();
            } else {
                ball.from().tell(new Ball(ball.left() - 1, context.getSelf()));
            }
        }));
        ActorRef<Object> first = spawn(player, dispatcher);
        ActorRef<Object> second = spawn(player, dispatcher);
        long begun = System.nanoTime();
        first.tell(new Ball(messages, second));
        return rate(messages, begun, done, List.of(first, second));
    }

    private record Question(int number, ActorRef<Integer> replyTo) {}

    private ActorRef<Object> answering() throws Exception {
        return spawn(
                ending(message -> {
                    Question question = (Question) message;
                    question.replyTo().tell(question.number() + 1);
                }),
                dispatcher);
    }

    @Override
    public double[] asks(int count) throws Exception {
        ActorRef<Object> answering = answering();
        double[] nanos = new double[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            long begun = System.nanoTime();
            AskPattern.<Object, Integer>ask(
                            answering, replyTo -> new Question(number, replyTo), PATIENCE, system.scheduler())
                    .toCompletableFuture()
                    .get();
            nanos[i] = System.nanoTime() - begun;
        }
        end(List.of(answering));
        return nanos;
    }

    private record Answer(int step, int number) {}

    @Override
    public double askChains(int inFlight, int chains) throws Exception {
        CountDownLatch done = new CountDownLatch(inFlight);
        List<ActorRef<Object>> answering = List.of(answering(), answering(), answering());
        List<ActorRef<Object>> all = new ArrayList<>(answering);
        List<ActorRef<Object>> asking = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            asking.add(spawn(chain(answering, chains / inFlight, done), dispatcher));
        }
        all.addAll(asking);
        long begun = System.nanoTime();
        asking.forEach(actor -> actor.tell(new Answer(0, 0)));
        return rate(chains, begun, done, all);
    }

    private Behavior<Object> chain(List<ActorRef<Object>> answering, int rounds, CountDownLatch done) {
        return Behaviors.setup(context -> {
            int[] left = {rounds};
            return ending(message -> {
                Answer answer = (Answer) message;
                if (answer.step() == answering.size() && --left[0] == 0) {
                    done.countDown();
                    return;
                }
                int step = answer.step() % answering.size();
                context.pipeToSelf(
                        AskPattern.<Object, Integer>ask(
                                answering.get(step),
                                replyTo -> new Question(answer.number(), replyTo),
                                PATIENCE,
                                system.scheduler()),
                        (number, failure) -> new Answer(step + 1, number));
            });
        });
    }

    private record Spawn(int count) {}

    @Override
    public double spawnAndStop(int actors) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ActorRef<Object> parent = spawn(nursery(done), dispatcher);
        long begun = System.nanoTime();
        parent.tell(new Spawn(actors));
        return rate(actors, begun, done, List.of(parent));
    }

    private Behavior<Object> nursery(CountDownLatch done) {
        return Behaviors.setup(context -> {
            int[] living = {0};
            return Behaviors.receive(Object.class)
                    .onMessage(Spawn.class, spawn -> {
                        List<ActorRef<Integer>> children = new ArrayList<>();
                        for (int i = 0; i < spawn.count(); i++) {
                            ActorRef<Integer> child = context.spawn(
                                    Behaviors.<Integer>receiveMessage(number -> Behaviors.same()),
                                    "child-" + i,
                                    dispatcher);
                            context.watch(child);
                            children.add(child);
                        }
                        living[0] = spawn.count();
                        children.forEach(context::stop);
                        return Behaviors.same();
                    })
                    .onMessage(End.class, end -> Behaviors.stopped())
                    .onSignal(Terminated.class, ended -> {
                        if (--living[0] == 0) {
                            done.countDown();
                        }
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private static double rate(int count, long begun, CountDownLatch done, List<ActorRef<Object>> actors)
            throws InterruptedException {
        if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("not done within " + PATIENCE);
        }
        double rate = count * 1e9 / (System.nanoTime() - begun);
        end(actors);
        return rate;
    }

    private static void end(List<ActorRef<Object>> actors) {
        actors.forEach(actor -> actor.tell(new End()));
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Pekko did not stop", e);
        }
    }
}
