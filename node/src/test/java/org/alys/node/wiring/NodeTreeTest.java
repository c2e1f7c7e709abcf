package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.diagnosis.Diagnosis;
import org.alys.actor.registry.Registration;
import org.alys.actor.registry.RegistryState;
import org.alys.actor.supervision.BlockClock;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.evm.store.StoreException;
import org.alys.evm.store.StoreFailure;
import org.alys.node.http.SupervisionView;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NodeTreeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SupervisionPolicy AT_ONCE =
            new SupervisionPolicy(new RestartStrategy.Immediate(), 1000, Duration.ofMinutes(1));

    private static final Path CHAIN = Path.of("data", "chain");

    private final ActorSystem system = ActorSystem.named("node").build();

    @AfterEach
    void stop() {
        system.close();
    }

    private sealed interface Message {
        record Ping(Reply<Boolean> reply) implements Message {}

        record Note(String text) implements Message {}

        record Notes(Reply<List<String>> reply) implements Message {}

        record Break() implements Message {}

        record FailStore(RuntimeException cause) implements Message {}
    }

    /** Remembers notes until it fails. */
    private static final class Notebook implements Actor<Message> {
        private final List<String> notes = new ArrayList<>();

        @Override
        public void receive(Message message, ActorContext<Message> context) {
            switch (message) {
                case Message.Ping(var reply) -> reply.success(true);
                case Message.Note(String text) -> notes.add(text);
                case Message.Notes(var reply) -> reply.success(List.copyOf(notes));
                case Message.Break _ -> throw new IllegalStateException("broken");
                case Message.FailStore(RuntimeException cause) -> throw new IllegalStateException("no block", cause);
            }
        }
    }

    private static NodeActor<Message> notebook(Domain domain, String name) {
        return NodeActor.of(domain, name, Message.class, Notebook::new, Message.Ping::new)
                .withRestart(AT_ONCE);
    }

    private static List<String> notes(ActorRef<Message> actor) {
        return actor.ask(Message.Notes::new, PATIENCE);
    }

    private NodeTree tree() {
        return NodeTree.start(system, BlockClock.TWO_SECONDS);
    }

    @Test
    void putsEachActorBelowTheSupervisorOfItsDomainAndRegistersIt() {
        NodeTree tree = tree();
        ActorRef<Message> database = tree.add(notebook(Domain.STORAGE, "database"));
        ActorRef<Message> reader = tree.add(notebook(Domain.CHAIN, "reader")
                .withPriority(Priority.CRITICAL)
                .withTags("consensus")
                .dependingOn("database"));
        assertThat(database.path()).isEqualTo(ActorPath.of("storage-domain").child("database"));
        assertThat(reader.path()).isEqualTo(ActorPath.of("chain-domain").child("reader"));
        assertThat(tree.registry().discovery().consensusCritical())
                .extracting(Registration::name)
                .containsExactly("reader");
        assertThat(tree.registry().dependants("database")).containsExactly("reader");
        assertThat(tree.registry().startOrder()).containsExactly("database", "reader");
        assertThat(tree.registry().all()).extracting(Registration::state).containsOnly(RegistryState.ACTIVE);
    }

    @Test
    void anActorThatFailsKeepsAddressAndMailboxAndItsSiblingsTheirState() {
        NodeTree tree = tree();
        ActorRef<Message> failing = tree.add(notebook(Domain.CHAIN, "failing"));
        ActorRef<Message> sibling = tree.add(notebook(Domain.CHAIN, "sibling"));
        ActorRef<Message> other = tree.add(notebook(Domain.BRIDGE, "other"));
        sibling.tell(new Message.Note("kept"));
        other.tell(new Message.Note("kept"));
        failing.tell(new Message.Note("lost with its incarnation"));
        failing.tell(new Message.Break());
        failing.tell(new Message.Note("waited in the mailbox"));
        assertThat(notes(failing)).containsExactly("waited in the mailbox");
        assertThat(notes(sibling)).containsExactly("kept");
        assertThat(notes(other)).containsExactly("kept");
    }

    @Test
    void inTheNetworkThoseStartedAfterTheOneThatFailedBeginAnewWithIt() {
        NodeTree tree = tree();
        ActorRef<Message> first = tree.add(notebook(Domain.NETWORK, "first"));
        ActorRef<Message> second = tree.add(notebook(Domain.NETWORK, "second"));
        first.tell(new Message.Note("kept"));
        second.tell(new Message.Note("gone"));
        second.tell(new Message.Break());
        assertThat(notes(second)).isEmpty();
        assertThat(notes(first)).containsExactly("kept");
        second.tell(new Message.Note("gone"));
        // What still waited in the mailbox would outlive the restart.
        assertThat(notes(second)).containsExactly("gone");
        first.tell(new Message.Break());
        assertThat(notes(first)).isEmpty();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!notes(second).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
        }
    }

    @Test
    void writesDownEveryFailureWithWhoDependsOnTheActor() {
        NodeTree tree = tree();
        assertThat(tree.supervision().failures()).isEmpty();
        ActorRef<Message> database = tree.add(notebook(Domain.STORAGE, "database"));
        ActorRef<Message> peers = tree.add(notebook(Domain.NETWORK, "peers").dependingOn("database"));
        tree.add(notebook(Domain.CHAIN, "reader").dependingOn("peers"));
        database.tell(new Message.Break());
        notes(database);
        peers.tell(new Message.Break());
        notes(peers);
        SupervisionView seen = tree.supervision();
        assertThat(seen.failures())
                .extracting(diagnosis -> diagnosis.failed().actor(), Diagnosis::affected)
                .containsExactly(
                        tuple("/storage-domain/database", Set.of("peers", "reader")),
                        tuple("/network-domain/peers", Set.of("reader")));
        assertThat(seen.statistics().restarts()).isEqualTo(2);
    }

    @Test
    void aGroupThatFailsTooOftenStopsTheNodeOnce() throws Exception {
        NodeTree tree = tree();
        ActorRef<Message> failing = tree.add(notebook(Domain.CHAIN, "failing"));
        ActorRef<Message> database = tree.add(notebook(Domain.STORAGE, "database"));
        for (int time = 0; time < 100; time++) {
            failing.tell(new Message.Break());
        }
        assertThat(system.whenStopped().get(20, TimeUnit.SECONDS).graceful()).isTrue();
        assertThat(system.failure()).get().isInstanceOf(Failure.ChildEscalated.class);
        assertThat(system.failure().orElseThrow().describe()).contains("chain-domain", "failing", "broken");
        assertThatThrownBy(() -> notes(database)).hasMessageContaining("stopped");
    }

    @ParameterizedTest
    @EnumSource(Domain.class)
    void aFullDiskStopsTheNodeAtTheFirstFailure(Domain domain) throws Exception {
        assertStops(domain, new StorageException(new StorageFailure.DiskFull(CHAIN, "write a batch")));
    }

    static List<RuntimeException> failuresOfTheDisk() {
        return List.of(
                new StorageException(new StorageFailure.InputOutput(CHAIN, "write a batch", "Read-only file system")),
                new StorageException(new StorageFailure.Corrupt(CHAIN, "block checksum mismatch")),
                new StorageException(new StorageFailure.SigningHistoryUncertain(CHAIN, "sync failed")),
                execution(StoreFailure.Kind.DISK_FULL),
                execution(StoreFailure.Kind.INPUT_OUTPUT),
                execution(StoreFailure.Kind.CORRUPT));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheDisk")
    void whateverTheDiskFailsAtStopsTheNodeAtTheFirstFailure(RuntimeException cause) throws Exception {
        assertStops(Domain.CHAIN, cause);
    }

    static List<RuntimeException> failuresOfAnotherKind() {
        return List.of(
                new StorageException(new StorageFailure.Closed(CHAIN, "write a batch")),
                new StorageException(new StorageFailure.Locked(CHAIN)),
                execution(StoreFailure.Kind.CLOSED),
                new IllegalStateException("Input/output error"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfAnotherKind")
    void anyOtherFailureOfAStoreIsAReasonToRestart(RuntimeException cause) {
        ActorRef<Message> writer = tree().add(notebook(Domain.CHAIN, "writer"));
        writer.tell(new Message.Note("lost with its incarnation"));
        writer.tell(new Message.FailStore(cause));
        writer.tell(new Message.Note("kept"));
        assertThat(notes(writer)).containsExactly("kept");
        assertThat(system.failure()).isEmpty();
    }

    private static StoreException execution(StoreFailure.Kind kind) {
        return new StoreException(
                new StoreFailure(kind, Path.of("data", "execution"), "write", "what the system said"));
    }

    private void assertStops(Domain domain, RuntimeException cause) throws Exception {
        tree().add(notebook(domain, "writer")).tell(new Message.FailStore(cause));
        assertThat(system.whenStopped().get(20, TimeUnit.SECONDS).graceful()).isTrue();
        assertThat(system.failure().flatMap(Failure::cause))
                .get()
                .extracting(Throwable::getCause)
                .isEqualTo(cause);
        assertThat(FailedStore.describe(system.failure().orElseThrow())).contains(cause.getMessage());
    }

    @Test
    void anActorThatDoesNotComeToWorkStopsTheStartWithACode() {
        NodeTree tree = tree();
        NodeActor<Message> broken = NodeActor.of(
                        Domain.STORAGE,
                        "broken",
                        Message.class,
                        () -> {
                            throw new IllegalStateException("the disk is gone");
                        },
                        Message.Ping::new)
                .withRestart(new SupervisionPolicy(new RestartStrategy.Immediate(), 3, Duration.ofMinutes(1)));
        assertThatThrownBy(() -> tree.add(broken))
                .isInstanceOfSatisfying(
                        StartException.class,
                        refused -> assertThat(refused.code()).isEqualTo("SYS001"))
                .hasMessageContaining("broken");
    }

    @Test
    void refusesANameThatIsTakenAndADependencyThatIsNotThere() {
        NodeTree tree = tree();
        tree.add(notebook(Domain.STORAGE, "database"));
        assertThatThrownBy(() -> tree.add(notebook(Domain.CHAIN, "database")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.add(notebook(Domain.CHAIN, "reader").dependingOn("nobody")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }
}
