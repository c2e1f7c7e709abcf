package org.alys.bridge;

import static org.alys.bridge.TestChain.toFederation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;

/** The section on deposits in docs/protocol.md and its examples in docs/protocol-vectors.json. */
class ProtocolRecipientsTest {
    private static final Path DOCS =
            Path.of(System.getProperty("alys.root", "")).resolve("docs");

    private final TestChain chain = new TestChain();
    private final DepositParser parser = new DepositParser(TestChain.FEDERATION, new Sats(1000));

    @Test
    void outputsNameTheAddressesOfTheExamples() throws IOException {
        JsonNode rows = new ObjectMapper()
                .readTree(DOCS.resolve("protocol-vectors.json").toFile())
                .path("depositRecipients");
        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(row -> {
            TxOutput naming = new TxOutput(
                    Sats.ZERO, Bytes.of(Hex.decode(row.path("script").asText())));
            Optional<EvmAddress> expected = row.hasNonNull("address")
                    ? Optional.of(EvmAddress.of(Hex.decode(row.path("address").asText())))
                    : Optional.empty();
            assertThat(parser.parse(chain.paying(toFederation(1000), naming)))
                    .singleElement()
                    .satisfies(payment -> assertThat(payment.eligibility().credited())
                            .as(row.toString())
                            .isEqualTo(expected));
        });
    }

    @Test
    void theDocumentNamesTheLimitOfTheCode() throws IOException {
        assertThat(DepositParser.MAX_TRANSACTION_BYTES).isEqualTo(400_000);
        assertThat(Files.readString(DOCS.resolve("protocol.md")))
                .contains("A transaction of more than 400 000 bytes without witness credits nobody");
    }
}
