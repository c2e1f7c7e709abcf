package org.alys.node.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.evm.interpreter.HaltReason;
import org.alys.evm.interpreter.Machine;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.evm.tool.BlockTestCase;
import org.alys.evm.tool.BlockTestFile;
import org.alys.evm.tool.BlockTestRunner;
import org.alys.evm.tool.CaseResult;
import org.alys.evm.tool.CodeRun;
import org.alys.evm.tool.FixtureException;
import org.alys.evm.tool.StateTestCase;
import org.alys.evm.tool.StateTestFile;
import org.alys.evm.tool.StateTestRunner;
import org.alys.evm.tracing.Eip3155Tracer;
import org.alys.primitives.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alys evm run}, {@code alys evm statetest} and {@code alys evm blocktest}. */
@Command(
        name = "evm",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs code, and the state and blockchain tests of Ethereum.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  alys evm run --code 600160020160005260206000f3",
            "  alys evm run --code 5f5ffd --input c0ffee --gas 100000 --fork prague --trace",
            "  alys evm statetest stExample/*.json",
            "  alys evm blocktest bcExample/*.json",
        })
final class EvmCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: run, statetest or blocktest?");
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs code and prints its end, gas and output; exit status 1 when it fails.")
    int run(
            @Option(names = "--code", required = true, paramLabel = "HEX", description = "the code") String code,
            @Option(names = "--input", paramLabel = "HEX", defaultValue = "", description = "the call data")
                    String input,
            @Option(
                            names = "--gas",
                            paramLabel = "N",
                            defaultValue = "10000000",
                            description = "gas for the code alone (${DEFAULT-VALUE})")
                    long gas,
            @Option(
                            names = "--fork",
                            paramLabel = "FORK",
                            defaultValue = "prague",
                            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
                    Fork fork,
            @Option(names = "--trace", description = "a line of JSON for each instruction first (EIP-3155)")
                    boolean trace) {
        if (gas < 0) {
            throw mistake("--gas must not be negative, is " + gas);
        }
        PrintWriter out = spec.commandLine().getOut();
        Eip3155Tracer tracer = new Eip3155Tracer(out::println, false);
        Machine.Result result =
                CodeRun.run(fork, hex("--code", code), hex("--input", input), gas, trace ? tracer : Tracer.NONE);
        long used = gas - result.gasLeft();
        Optional<String> failure = result.reverted()
                ? Optional.of("execution reverted")
                : result.halt().map(HaltReason::message);
        if (trace) {
            tracer.summary(result.output(), used, failure);
        } else {
            out.println(failure.orElse("success") + ", gas " + used + ", output "
                    + result.output().toHex0x());
        }
        out.flush();
        return failure.isPresent() ? CommandException.FAILED : 0;
    }

    @Command(
            name = "statetest",
            mixinStandardHelpOptions = true,
            description =
                    "Runs state tests (ethereum/tests); a line of JSON for each case, exit status 1 when any fails.")
    int statetest(
            @Option(names = "--trace", description = "the instructions of each case first (EIP-3155)") boolean trace,
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "files of state tests") List<Path> files) {
        PrintWriter out = spec.commandLine().getOut();
        StateTestRunner runner = new StateTestRunner();
        Tracer tracer = trace ? new Eip3155Tracer(out::println, false) : Tracer.NONE;
        boolean allPassed = true;
        for (Path file : files) {
            for (StateTestCase test : read(file)) {
                CaseResult result = runner.run(test, tracer);
                allPassed &= result.passed();
                out.println(result.toJson());
            }
        }
        out.flush();
        return allPassed ? 0 : CommandException.FAILED;
    }

    @Command(
            name = "blocktest",
            mixinStandardHelpOptions = true,
            description =
                    "Runs blockchain tests (ethereum/tests); a line of JSON for each case, exit status 1 when any fails.")
    int blocktest(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "files of blockchain tests")
                    List<Path> files) {
        PrintWriter out = spec.commandLine().getOut();
        boolean allPassed = true;
        for (Path file : files) {
            for (BlockTestCase test : readBlocks(file)) {
                CaseResult result = BlockTestRunner.run(test);
                allPassed &= result.passed();
                out.println(result.toJson());
            }
        }
        out.flush();
        return allPassed ? 0 : CommandException.FAILED;
    }

    private List<BlockTestCase> readBlocks(Path file) {
        try {
            return BlockTestFile.read(file);
        } catch (IOException | FixtureException e) {
            throw mistake("cannot read " + file + ": " + e.getMessage());
        }
    }

    private List<StateTestCase> read(Path file) {
        try {
            return StateTestFile.read(file);
        } catch (IOException | FixtureException e) {
            throw mistake("cannot read " + file + ": " + e.getMessage());
        }
    }

    private Bytes hex(String option, String text) {
        try {
            return Bytes.fromHex(text);
        } catch (IllegalArgumentException e) {
            throw mistake(option + " is not an even number of hex digits: " + e.getMessage());
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
