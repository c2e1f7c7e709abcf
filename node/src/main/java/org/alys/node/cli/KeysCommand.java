package org.alys.node.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.node.config.Secp256k1Secret;
import org.alys.node.config.SecretFile;
import org.alys.p2p.identity.NodeKey;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code alys keys new} and {@code alys keys show}: the secrets of a federation member, one file each. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Makes and shows the keys of a federation member.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  alys keys new --dir member                          four secrets, for your eyes only",
            "  alys keys new --dir member --fee-address 0x52...    three secrets; fees go to an account of yours",
            "  alys keys show --dir member                         what others may know",
        })
final class KeysCommand implements Runnable {
    private static final String BLS = "bls.secret";
    private static final String BITCOIN = "bitcoin.secret";
    private static final String EVM = "evm.secret";
    private static final String NODE = "node.secret";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: new or show?");
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes fresh secrets, never over existing ones, and prints the public side.")
    int create(
            @Option(names = "--dir", required = true, paramLabel = "DIR", description = "where the secret files go")
                    Path directory,
            @Option(
                            names = "--fee-address",
                            paramLabel = "ADDRESS",
                            description = "EVM account for the member's fees; without it one is made, too")
                    Optional<String> feeAddress) {
        Optional<EvmAddress> fees = feeAddress.map(this::address);
        SecureRandom random = new SecureRandom();
        Map<String, Bytes32> secrets = new LinkedHashMap<>();
        secrets.put(BLS, BlsSecretKey.generate(random).reveal());
        secrets.put(BITCOIN, Secp256k1Secret.generate(random).reveal());
        secrets.put(NODE, seed(random));
        if (fees.isEmpty()) {
            secrets.put(EVM, Secp256k1Secret.generate(random).reveal());
        }
        try {
            store(directory, secrets);
        } catch (IOException e) {
            throw new CommandException("CLI003", CommandException.FAILED, "cannot write into " + directory + ": " + e);
        }
        print(directory, fees);
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints the public side of secrets made before.")
    int show(
            @Option(names = "--dir", required = true, paramLabel = "DIR", description = "where the secret files are")
                    Path directory,
            @Option(
                            names = "--fee-address",
                            paramLabel = "ADDRESS",
                            description = "EVM account for the member's fees, when it is not in DIR")
                    Optional<String> feeAddress) {
        print(directory, feeAddress.map(this::address));
        return 0;
    }

    private static Bytes32 seed(SecureRandom random) {
        byte[] seed = new byte[Bytes32.SIZE];
        random.nextBytes(seed);
        return Bytes32.of(seed);
    }

    private static void store(Path directory, Map<String, Bytes32> secrets) throws IOException {
        for (String name : java.util.List.of(BLS, BITCOIN, NODE, EVM)) {
            if (Files.exists(directory.resolve(name))) {
                throw new CommandException(
                        "CLI004",
                        CommandException.FAILED,
                        directory.resolve(name) + " exists and is never overwritten: choose another directory");
            }
        }
        if (!Files.exists(directory)) {
            boolean posix = directory
                    .toAbsolutePath()
                    .getFileSystem()
                    .supportedFileAttributeViews()
                    .contains("posix");
            if (posix) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(directory);
            }
        }
        for (Map.Entry<String, Bytes32> secret : secrets.entrySet()) {
            SecretFile.write(directory.resolve(secret.getKey()), secret.getValue());
        }
    }

    private void print(Path directory, Optional<EvmAddress> feeAddress) {
        BlsSecretKey bls = BlsSecretKey.of(read(directory.resolve(BLS)));
        Secp256k1Secret bitcoin = Secp256k1Secret.of(read(directory.resolve(BITCOIN)));
        EvmAddress fees = feeAddress.orElseGet(
                () -> Secp256k1Secret.of(read(directory.resolve(EVM))).evmAddress());
        Optional<NodeKey> node = Files.exists(directory.resolve(NODE))
                ? Optional.of(NodeKey.ed25519(read(directory.resolve(NODE)).toArray()))
                : Optional.empty();
        PrintWriter out = spec.commandLine().getOut();
        out.println("# for this node's configuration");
        out.println("member {");
        out.println(
                "  blsSecretFile = \"" + directory.resolve(BLS).toAbsolutePath().normalize() + "\"");
        out.println("  bitcoinSecretFile = \""
                + directory.resolve(BITCOIN).toAbsolutePath().normalize() + "\"");
        out.println("}");
        node.ifPresent(key -> out.println("network.keyFile = \""
                + directory.resolve(NODE).toAbsolutePath().normalize() + "\""));
        out.println("# for chain.federation in everybody's configuration");
        out.println("chain.federation += {");
        out.println("  blsPublicKey = \"" + bls.publicKey().bytes() + "\"");
        out.println("  bitcoinPublicKey = \"" + bitcoin.publicKey().toHex() + "\"");
        out.println("  feeAddress = \"" + fees + "\"");
        node.ifPresent(key -> out.println("  peerId = \"" + key.peerId() + "\""));
        out.println("  proofOfPossession = \"" + Bls.provePossession(bls).bytes() + "\"");
        out.println("}");
        out.flush();
    }

    private static Bytes32 read(Path file) {
        try {
            return SecretFile.read(file);
        } catch (IOException e) {
            throw new CommandException(
                    "CLI003", CommandException.FAILED, "cannot read the secret file " + file + ": " + e);
        }
    }

    private EvmAddress address(String text) {
        try {
            return EvmAddress.fromHex(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fee-address: " + e.getMessage());
        }
    }
}
