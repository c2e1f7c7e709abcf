package org.alys.node.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.NodeConfig;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.StorageException;
import org.alys.storage.slashing.LogRegister;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code alys slashing accept}: the member goes on with the record that is there, or with an empty one, though it signed into another that is
 * lost. Whatever that one held is closed: nothing is signed for slots that the key can have signed.
 */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Begins a new record of signatures in place of one that is lost for good (STO014, STO012), or goes on with the one that is there.",
            "From then on nothing is signed for any slot up to now.",
            "The key must not be in use anywhere else, and the clock of this machine must be right."
        },
        footer = {"", "Example:", "  alys slashing accept --config alys.conf"})
final class SlashingAcceptCommand implements Callable<Integer> {
    /** A member may sign for a slot that begins while the clocks of others are a little ahead. */
    private static final long SLOTS_AHEAD = 1;

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigFileOption config;

    @Option(
            names = "--signed-up-to",
            paramLabel = "SLOT",
            description =
                    "the last slot that the key can have signed, when that is known; without it, the one after the present one")
    private Optional<Long> signedUpTo = Optional.empty();

    SlashingAcceptCommand() {
        this(InstantSource.system());
    }

    SlashingAcceptCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        NodeConfig node = config.load();
        Bytes32 genesisRoot = GenesisFiles.block(node.chain()).root();
        SigningIdentity identity = new SigningIdentity(genesisRoot, SlashingCommand.key(node));
        long slot = lastSlot(node);
        try {
            accept(node, identity, slot);
        } catch (StorageException e) {
            throw SlashingCommand.failed(e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("accepted " + SlashingCommand.store(node) + "; nothing is signed up to slot " + slot);
        out.flush();
        return 0;
    }

    private long lastSlot(NodeConfig node) {
        long latest = node.chain().slots().slotAt(clock.instant()) + SLOTS_AHEAD;
        long slot = signedUpTo.orElse(latest);
        if (slot < 0 || slot > latest) {
            throw new CommandException(
                    "CLI023",
                    CommandException.MISTAKE,
                    "nothing can be signed up to slot " + slot + ": by the clock of this machine the last is "
                            + latest);
        }
        return slot;
    }

    /** Chain data that are not there learn of the record when the node begins them. */
    private static void accept(NodeConfig node, SigningIdentity identity, long slot) {
        Path chain = node.dataDir().resolve("chain");
        if (!Files.isDirectory(chain)) {
            close(node, identity, slot, Optional.empty());
            return;
        }
        try (ChainDatabase database = ChainDatabase.open(chain, identity.genesisRoot(), DatabaseOptions.standard())) {
            close(node, identity, slot, Optional.of(new LogRegister(database)));
        }
    }

    /** In this order: chain data must not know of a record that still allows what it must not. */
    private static void close(NodeConfig node, SigningIdentity identity, long slot, Optional<LogRegister> register) {
        try (SlashingProtection protection = SlashingProtection.open(SlashingCommand.store(node), identity)) {
            protection.raiseWatermark(slot);
            register.ifPresent(protection::enterIn);
        }
    }
}
