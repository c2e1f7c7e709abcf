package org.alys.node.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bitcoin.auxpow.AuxPowCheck;
import org.alys.bitcoin.auxpow.AuxPowRejection;
import org.alys.bitcoin.auxpow.AuxPowVerdict;
import org.alys.bitcoin.auxpow.AuxPowVerifier;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Hex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alys auxpow verify}. */
@Command(
        name = "auxpow",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Works on merged-mining proofs.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  alys auxpow verify --hash 6b3c... --chain-id 1 --bits 1d00ffff 0100...",
            "  alys auxpow verify --hash 6b3c... --chain-id 1 proof.hex",
            "  cat proof.hex | alys auxpow verify --hash 6b3c... --chain-id 1 -",
        })
final class AuxPowCommand implements Runnable {
    /** Hex digits of the largest proof, and some white space. */
    private static final int MAX_INPUT_BYTES = 4 * AuxPow.MAX_SIZE;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: verify?");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Prints 'accepted', or 'rejected: <reason>: <facts>' with exit status 1.")
    int verify(
            @Option(
                            names = "--hash",
                            required = true,
                            paramLabel = "HEX",
                            description = "the block's hash as createauxblock prints it")
                    String hash,
            @Option(
                            names = "--chain-id",
                            required = true,
                            paramLabel = "N",
                            description = "merged-mining id, 0 to 65535")
                    int chainId,
            @Option(
                            names = "--bits",
                            paramLabel = "HEX",
                            description = "compact target, 8 hex digits; without it work is not checked")
                    Optional<String> bits,
            @Parameters(
                            paramLabel = "AUXPOW",
                            description = "the proof in hex, a file that holds it, or - for standard input")
                    String proof) {
        if (chainId < 0 || chainId > 0xffff) {
            throw mistake("--chain-id must be from 0 to 65535, is " + chainId);
        }
        AuxHash auxHash = parse("--hash", hash, "[0-9a-fA-F]{64}", AuxHash::fromDisplay);
        Optional<CompactTarget> target =
                bits.map(text -> parse("--bits", text, "[0-9a-fA-F]{8}", CompactTarget::fromHex));
        byte[] encoded = proofBytes(proof);
        AuxPowVerifier verifier = new AuxPowVerifier(chainId);
        AuxPowVerdict verdict = target.map(wanted -> verifier.verify(encoded, auxHash, wanted))
                .orElseGet(() -> verifyStructure(verifier, encoded, auxHash));
        PrintWriter out = spec.commandLine().getOut();
        out.println(AuxPowCheck.describe(verdict));
        out.flush();
        return verdict.isAccepted() ? 0 : CommandException.FAILED;
    }

    /** Bytes that are no proof are reported as with a target; the target itself decides nothing. */
    private static AuxPowVerdict verifyStructure(AuxPowVerifier verifier, byte[] encoded, AuxHash hash) {
        AuxPowVerdict strict = verifier.verify(encoded, hash, CompactTarget.REGTEST_LIMIT);
        return switch (strict) {
            case AuxPowVerdict.Rejected(AuxPowRejection.Undecodable _) -> strict;
            case AuxPowVerdict.Rejected(AuxPowRejection.TrailingBytes _) -> strict;
            default -> verifier.verifyStructure(AuxPow.decode(encoded).orElseThrow(), hash);
        };
    }

    private byte[] proofBytes(String argument) {
        if (argument.equals("-")) {
            return read(System.in, "standard input");
        }
        if (isHex(argument)) {
            return Hex.decode(argument);
        }
        try {
            Path file = Path.of(argument);
            if (Files.isRegularFile(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    return read(in, argument);
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw mistake("cannot read " + argument + ": " + e);
        }
        throw mistake("the proof is neither an even number of hex digits nor a file: " + shortened(argument));
    }

    /** Hex digits with white space around them, or else the proof's own bytes. */
    private byte[] read(InputStream in, String name) {
        byte[] content;
        try {
            content = in.readNBytes(MAX_INPUT_BYTES + 1);
        } catch (IOException e) {
            throw mistake("cannot read " + name + ": " + e);
        }
        if (content.length > MAX_INPUT_BYTES) {
            throw mistake(name + " is longer than any proof: more than " + MAX_INPUT_BYTES + " bytes");
        }
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        return isHex(text) ? Hex.decode(text) : content;
    }

    private static boolean isHex(String text) {
        return !text.isEmpty()
                && text.length() % 2 == 0
                && text.chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
    }

    private <T> T parse(String option, String text, String form, java.util.function.Function<String, T> parse) {
        if (!text.matches(form)) {
            throw mistake(option + " must match " + form + ", is " + shortened(text));
        }
        return parse.apply(text);
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
