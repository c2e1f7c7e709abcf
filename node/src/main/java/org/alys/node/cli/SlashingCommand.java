package org.alys.node.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.alys.node.config.NodeConfig;
import org.alys.primitives.Bytes;
import org.alys.storage.StorageException;
import org.alys.storage.slashing.ImportReport;
import org.alys.storage.slashing.SigningHistory;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alys slashing}: moves what a member signed from one machine to another, and begins anew where it is lost. */
@Command(
        name = "slashing",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Moves the record of what a federation member signed, or begins a new one. The node must be stopped.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SlashingAcceptCommand.class,
        footer = {
            "",
            "Examples:",
            "  alys slashing export --config alys.conf --out history.json   on the machine that signed",
            "  alys slashing import --config alys.conf history.json         on the one that is to sign",
            "  alys slashing accept --config alys.conf                      when the record is lost for good",
        })
final class SlashingCommand implements Runnable {
    /** Far more than a million records need. */
    private static final long MAX_FILE_BYTES = 256_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: export, import or accept?");
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Prints all that this node's member signed and that is not final, as JSON.")
    int export(
            @Mixin ConfigFileOption config,
            @Option(names = "--out", paramLabel = "FILE", description = "write to this file, which must not exist")
                    Optional<Path> file) {
        NodeConfig node = config.load();
        Path store = store(node);
        SigningIdentity identity = identityIn(store)
                .orElseThrow(() -> new CommandException(
                        "CLI020", CommandException.FAILED, "there is no record of signatures in " + store));
        requireKey(identity, node);
        SigningHistory history;
        try (SlashingProtection protection = SlashingProtection.open(store, identity)) {
            history = protection.export();
        } catch (StorageException e) {
            throw failed(e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (file.isPresent()) {
            write(file.get(), history.toJson() + "\n");
            out.println(history.records().size() + " records and the watermark " + history.watermarkSlot()
                    + " written to " + file.get() + "; do not sign with this key here any more");
        } else {
            out.println(history.toJson());
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Adds an exported record to this node's. The stricter of both holds: nothing is forgotten.",
                "Exit status 1 when they contradict each other: then the key has signed on two nodes."
            })
    int importFile(
            @Mixin ConfigFileOption config,
            @Parameters(paramLabel = "FILE", description = "what export has written") Path file) {
        NodeConfig node = config.load();
        Path store = store(node);
        SigningHistory history = read(file);
        requireKey(history.identity(), node);
        ImportReport report;
        try (SlashingProtection protection =
                SlashingProtection.open(store, identityIn(store).orElse(history.identity()))) {
            report = protection.importHistory(history);
        } catch (StorageException e) {
            throw failed(e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.added() + " records added, " + report.known()
                + " known before; nothing is signed up to slot " + report.watermarkSlot());
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        report.conflicts()
                .forEach(conflict -> err.println("CHN007 signed here " + conflict.ours() + ", and elsewhere "
                        + conflict.imported() + " (" + conflict.rule() + ")"));
        return report.conflicts().isEmpty() ? 0 : CommandException.FAILED;
    }

    static Path store(NodeConfig node) {
        return node.dataDir().resolve("signing");
    }

    private static Optional<SigningIdentity> identityIn(Path store) {
        try {
            return SlashingProtection.identityIn(store);
        } catch (StorageException e) {
            throw failed(e);
        }
    }

    /** Before anything is opened: opening creates a store, or writes it anew. */
    private static void requireKey(SigningIdentity identity, NodeConfig node) {
        Bytes key = key(node);
        if (!identity.publicKey().equals(key)) {
            throw new CommandException(
                    "CLI022",
                    CommandException.FAILED,
                    "the record is of the key " + identity.publicKey().toHex0x() + ", this node's key is "
                            + key.toHex0x());
        }
    }

    /** What the node signs with. */
    static Bytes key(NodeConfig node) {
        return node.member()
                .map(member -> member.bls().publicKey().bytes())
                .orElseThrow(() -> new CommandException(
                        "CLI021",
                        CommandException.MISTAKE,
                        "the configuration names no member: this node signs nothing"));
    }

    private static SigningHistory read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new CommandException("CLI003", CommandException.FAILED, file + " is too large to be an export");
            }
            return SigningHistory.fromJson(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException("CLI003", CommandException.FAILED, "cannot read " + file + ": " + e);
        } catch (StorageException e) {
            throw failed(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CommandException("CLI003", CommandException.FAILED, "cannot write " + file + ": " + e);
        }
    }

    static CommandException failed(StorageException e) {
        return new CommandException(
                e.failure().code(),
                CommandException.FAILED,
                e.failure().what() + " " + e.failure().remedy());
    }
}
