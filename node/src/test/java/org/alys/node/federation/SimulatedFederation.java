package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.alys.actor.AskException;
import org.alys.actor.AskFailure;
import org.alys.actor.testkit.Simulation;
import org.alys.actor.testkit.chaos.Chaos;
import org.alys.actor.testkit.chaos.Fault;
import org.alys.actor.testkit.chaos.Plan;
import org.alys.actor.testkit.chaos.Target;
import org.alys.chain.block.PegIn;
import org.alys.node.chain.ChainStatus;
import org.alys.node.network.SignatureCache;
import org.alys.node.sync.SyncMessage;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/** A whole federation in one simulation, and all the trouble it gets into. */
final class SimulatedFederation {
    private static final EvmAddress USER = EvmAddress.fromHex("0x" + "55".repeat(EvmAddress.SIZE));
    private static final Sats DEPOSIT = new Sats(70_000);
    private static final Sats BURNED = new Sats(20_000);
    private static final int BURNS_OF_A_DEPOSIT = 2;
    /** For restarts, their pauses and a sync. */
    private static final int SLOTS_TO_RECOVER = 200;

    private final Simulation simulation;
    private final RandomGenerator random;
    private final Duration slot;
    private final SafetyAudit audit = new SafetyAudit();
    private final SimulatedWires wires;
    private final List<SimulatedMember> members;
    private final List<Spend> burns = new ArrayList<>();
    private OptionalInt liar = OptionalInt.empty();
    private int deposits;

    SimulatedFederation(Simulation simulation, Network network, Path directory) {
        this.simulation = simulation;
        this.random = simulation.random();
        this.slot = network.spec().slots().duration();
        this.wires = new SimulatedWires(simulation, audit);
        SignatureCache signatures = new SignatureCache(network.signatures());
        this.members = network.members().stream()
                .map(index -> new SimulatedMember(
                        index, simulation, network, signatures, wires, audit, directory.resolve("member" + index)))
                .toList();
    }

    /** One of the members lies, from the first message to the last. */
    SimulatedFederation with(Liar teller) {
        liar = OptionalInt.of(teller.self());
        audit.distrust(teller.self());
        wires.tamper((from, to, message) -> teller.withTwoFaces(from, to, message).stream()
                .flatMap(said -> teller.alsoSkipping(from, to, said).stream())
                .toList());
        return this;
    }

    private Stream<SimulatedMember> honest() {
        return members.stream().filter(member -> liar.isEmpty() || member.index != liar.getAsInt());
    }

    /** Trouble in so many slots; then everybody recovers. */
    void live(int slots) throws InterruptedException {
        members.forEach(member -> member.start(FaultyStorage.Crash.never(), plan()));
        for (int i = 0; i < slots; i++) {
            simulation.sleep(Duration.ofMillis(random.nextLong(2 * slot.toMillis())));
            bury();
            if (random.nextInt(3) == 0) {
                trouble();
            }
        }
        recover();
        members.forEach(SimulatedMember::stop);
        simulation.sleep(SimulatedWires.LONGEST);
        audit.requireNone();
    }

    private void trouble() {
        SimulatedMember member = members.get(random.nextInt(members.size()));
        if (!member.isRunning()) {
            member.start(crash(), plan());
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> member.stop();
            case 1 -> {
                member.stop();
                member.start(crash(), plan());
            }
            case 2 -> wires.cutOff(member.index);
            case 3 -> wires.reconnect(member.index);
            case 4 -> wires.lose(random.nextDouble(0.3));
            case 5 -> wires.lose(0);
            case 6 -> member.execution.setDown(random.nextBoolean());
            case 7 -> member.execution.setSyncing(random.nextBoolean());
            case 8 -> member.execution.forget();
            case 9 -> order(member);
            case 10 -> deposit();
            default -> burn();
        }
    }

    /** At a write soon, before it or after it. */
    private FaultyStorage.Crash crash() {
        long write = random.nextInt(60);
        return switch (random.nextInt(4)) {
            case 0 -> FaultyStorage.Crash.before(write);
            case 1 -> FaultyStorage.Crash.after(write);
            case 2 -> FaultyStorage.Crash.answerLostOf(write);
            default -> FaultyStorage.Crash.never();
        };
    }

    /** Slow and unsteady actors, some of which break, and a clock that is wrong by less than a slot. */
    private Plan plan() {
        Target any = new Target.Random();
        return Chaos.plan(random.nextLong())
                .with(new Fault.Delay(Duration.ZERO, Duration.ofMillis(100)), any, 10)
                .with(new Fault.Reorder(3, Duration.ofMillis(50)), any, 20)
                .with(new Fault.Crash(() -> new IllegalStateException("struck by the test")), any, 500)
                .with(new Fault.ClockSkew(Duration.ofMillis(random.nextInt(-500, 500))), any);
    }

    /** Without effect if an actor breaks over it: the operator sees that. */
    private void order(SimulatedMember member) {
        try {
            if (random.nextBoolean()) {
                member.order(SyncMessage.Pause::new);
            } else {
                member.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
            }
        } catch (AskException e) {
            assertThat(e.reason()).isInstanceOfAny(AskFailure.HandlerFailed.class, AskFailure.ActorStopped.class);
        }
    }

    /** Not everybody's Bitcoin node is equally fast. */
    private void deposit() {
        PegIn deposit = BridgeScript.deposit(deposits++, DEPOSIT, USER);
        for (SimulatedMember member : members) {
            simulation.schedule(Duration.ofMillis(random.nextInt(10_000)), () -> member.bridge.confirm(deposit));
        }
    }

    /** As many as the deposits pay for with their fees; each waits in the pools until it can be paid. */
    private void burn() {
        if (burns.size() < BURNS_OF_A_DEPOSIT * deposits) {
            Spend burn = new Spend(burns.size(), USER, 2, BURNED);
            burns.add(burn);
            members.forEach(member -> member.execution.sendRawTransaction(burn.encode()));
        }
    }

    /** Of processes that died nothing is left but their disks. */
    private void bury() {
        members.stream().filter(SimulatedMember::isDead).forEach(SimulatedMember::stop);
    }

    private void recover() throws InterruptedException {
        wires.heal();
        for (SimulatedMember member : members) {
            member.execution.setDown(false);
            member.execution.setSyncing(false);
            member.stop();
            member.start();
            member.order(reply -> new SyncMessage.Resume(OptionalLong.empty(), reply));
        }
        long before = honest().mapToLong(
                        member -> member.status().federationFinal().height())
                .max()
                .orElseThrow();
        Wei minted = new Sats(deposits * DEPOSIT.value()).toWei();
        Wei burned = new Sats(burns.size() * BURNED.value()).toWei();
        Wei spent = burns.stream().map(Spend::cost).reduce(Wei.ZERO, Wei::plus);
        until(status -> status.federationFinal().height() >= before + 5
                && status.headState().ledger().mintedPegIns().equals(minted)
                && status.headState().ledger().bridgeBurned().equals(burned));
        for (SimulatedMember member : honest().toList()) {
            assertThat(member.execution.balance(USER)).isEqualTo(minted.minus(spent));
            assertThat(member.pegOuts()).isEqualTo(burns.size());
            assertThat(member.status().hold()).isEmpty();
        }
    }

    private void until(Predicate<ChainStatus> condition) throws InterruptedException {
        List<ChainStatus> states = List.of();
        for (int i = 0; i < SLOTS_TO_RECOVER; i++) {
            simulation.sleep(slot);
            states = honest().map(SimulatedMember::status).toList();
            if (states.stream().allMatch(condition)) {
                return;
            }
        }
        throw new AssertionError("the federation does not recover: " + states + ", "
                + members.stream().map(SimulatedMember::sync).toList());
    }
}
