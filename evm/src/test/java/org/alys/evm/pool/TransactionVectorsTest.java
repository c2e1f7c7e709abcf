package org.alys.evm.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.execution.TransactionError;
import org.alys.evm.payload.Fork;
import org.alys.evm.tool.EthereumTests;
import org.alys.evm.transaction.ParsedTransaction;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionCodec;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

/** The TransactionTests of ethereum/tests: which are valid, their hashes and senders. */
class TransactionVectorsTest {
    private static final Map<String, Fork> FORKS = Map.of("Shanghai", Fork.SHANGHAI, "Cancun", Fork.CANCUN);

    @Test
    void judgesEveryTransactionAsTheVectorsDo() throws Exception {
        int cases = 0;
        List<String> failures = new ArrayList<>();
        for (Path file : EthereumTests.files(EthereumTests.directory().resolve("TransactionTests"))) {
            for (Map.Entry<String, JsonNode> test :
                    new ObjectMapper().readTree(file.toFile()).properties()) {
                for (Map.Entry<String, Fork> fork : FORKS.entrySet()) {
                    JsonNode expected = test.getValue().path("result").path(fork.getKey());
                    if (!expected.isMissingNode()) {
                        cases++;
                        problem(test.getValue(), expected, fork.getValue())
                                .ifPresent(problem -> failures.add(file + " " + test.getKey() + ": " + problem));
                    }
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(cases).isGreaterThan(200);
    }

    private static Optional<String> problem(JsonNode test, JsonNode expected, Fork fork) {
        boolean shouldFail = expected.has("exception");
        ParsedTransaction parsed;
        try {
            parsed = TransactionCodec.parse(Bytes.fromHex(test.path("txbytes").asText()));
        } catch (IllegalArgumentException e) {
            return shouldFail ? Optional.empty() : Optional.of("not hexadecimal");
        }
        return switch (parsed) {
            case ParsedTransaction.Refused(String reason) ->
                shouldFail ? Optional.empty() : Optional.of("refused: " + reason);
            case ParsedTransaction.Accepted(SignedTransaction signed) ->
                shouldFail ? accepted(signed, fork, expected) : difference(signed, fork, expected);
        };
    }

    private static Optional<String> accepted(SignedTransaction signed, Fork fork, JsonNode expected) {
        return PoolRules.problem(signed, fork, UInt256.ONE).isPresent()
                ? Optional.empty()
                : Optional.of("accepted, expected " + expected.path("exception").asText());
    }

    private static Optional<String> difference(SignedTransaction signed, Fork fork, JsonNode expected) {
        Optional<TransactionError> error = PoolRules.problem(signed, fork, UInt256.ONE);
        if (error.isPresent()) {
            return Optional.of("refused: " + error.get().message());
        }
        boolean same = signed.hash()
                        .equals(Bytes32.fromHex(expected.path("hash").asText()))
                && signed.sender()
                        .equals(EvmAddress.fromHex(expected.path("sender").asText()));
        return same ? Optional.empty() : Optional.of("another hash or sender");
    }
}
