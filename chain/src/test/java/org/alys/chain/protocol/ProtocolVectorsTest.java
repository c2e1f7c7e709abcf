package org.alys.chain.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.finality.AuxPowCommitment;
import org.alys.chain.finality.RequiredBits;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.money.FeeSplit;
import org.alys.chain.signing.MessageKind;
import org.alys.chain.signing.SignatureCheck;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.AuxPowParameters;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Genesis;
import org.alys.chain.spec.Presets;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Vote;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/protocol-vectors.json, whose roots and hashes were worked out by a second implementation, and the document around it. */
class ProtocolVectorsTest {
    private static final Path DOCS =
            Path.of(System.getProperty("alys.root", "")).resolve("docs");
    private static final long GENESIS_TIME = 1_700_000_000;

    private final JsonNode vectors = read();
    private final ChainSpec spec = Presets.development(GENESIS_TIME);
    private final Bytes32 genesisRoot = root("genesis", "root");
    private final Signatures signatures = new Signatures(spec.federationKeys(), new SigningDomain(genesisRoot));

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(DOCS.resolve("protocol-vectors.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] ssz(String name) {
        return Hex.decode(vectors.path(name).path("ssz").asText());
    }

    private Bytes32 root(String name, String field) {
        return Bytes32.fromHex(vectors.path(name).path(field).asText());
    }

    @Test
    void theDevelopmentSpecHasTheRoot() {
        assertThat(spec.specRoot()).isEqualTo(root("spec", "root"));
    }

    @Test
    void genesisHasTheEncodingAndTheRoot() {
        Block genesis = Genesis.block(
                spec, new PayloadBuilder().number(0).timestamp(GENESIS_TIME).build());

        assertThat(BlockSchema.of(Fork.PRAGUE).block().encodeToArray(genesis)).isEqualTo(ssz("genesis"));
        assertThat(genesis.root()).isEqualTo(genesisRoot);
    }

    /** The fork that gave blocks the shape they have in this one: Osaka left it alone. */
    private static String shape(Fork fork) {
        return switch (fork) {
            case SHANGHAI -> "Shanghai";
            case CANCUN -> "Cancun";
            case PRAGUE, OSAKA -> "Prague";
        };
    }

    @ParameterizedTest
    @EnumSource
    void certifiedBlocksHaveTheEncodingTheRootAndValidSignatures(Fork fork) {
        String name = "certifiedBlock" + shape(fork);
        BlockSchema schema = BlockSchema.of(fork);

        CertifiedBlock certified = schema.decodeCertified(ssz(name)).orThrow();

        assertThat(certified.block().root()).isEqualTo(root(name, "root"));
        assertThat(schema.certified().encodeToArray(certified)).isEqualTo(ssz(name));
        assertThat(signatures.check(certified, new Random(1))).isEqualTo(new SignatureCheck.Valid());
    }

    @Test
    void aVoteIsSignedOverItsBallotAndDomain() {
        Vote vote = Vote.SCHEMA.decode(ssz("skipVote")).orThrow();
        Bytes32 ballotRoot = Ballot.SCHEMA.root(vote.ballot());

        assertThat(ballotRoot).isEqualTo(root("skipVote", "ballotRoot"));
        assertThat(signatures.domain().signingRoot(MessageKind.SKIP, ballotRoot))
                .isEqualTo(root("skipVote", "signingRoot"));
        assertThat(signatures.check(vote)).isEqualTo(new SignatureCheck.Valid());
    }

    @Test
    void minersCommitToTheEncodingOfTheRange() {
        AuxPowCommitment commitment = new AuxPowCommitment(
                genesisRoot,
                List.of(PayloadBuilder.hash(1), PayloadBuilder.hash(2), PayloadBuilder.hash(3)),
                CompactTarget.fromHex("1d00ffff"),
                EvmAddress.fromHex("0xb95f80EC665a534b1e309a2a24F8849d27B70FDE"));

        assertThat(Hashes.sha256d(ssz("auxPowCommitment"))).isEqualTo(commitment.hash());
        assertThat(commitment.hash()).isEqualTo(root("auxPowCommitment", "hash"));
        assertThat(new AuxHash(commitment.hash()).toDisplay())
                .isEqualTo(
                        vectors.path("auxPowCommitment").path("createauxblock").asText());
    }

    @Test
    void requiredBitsFollowTheRanges() {
        JsonNode table = vectors.path("requiredBits");
        AuxPowParameters parameters = new AuxPowParameters(
                table.path("targetBlocks").asInt(),
                CompactTarget.fromHex(table.path("powLimit").asText()),
                table.path("maxAdjustmentPercent").asInt());

        assertThat(table.path("ranges"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(RequiredBits.next(
                                        parameters,
                                        CompactTarget.fromHex(
                                                row.path("previousBits").asText()),
                                        row.path("previousLength").asLong(),
                                        row.path("length").asLong())
                                .toHex())
                        .as(row.toString())
                        .isEqualTo(row.path("bits").asText()));
    }

    @Test
    void feesAreSplit() {
        assertThat(vectors.path("feeSplit")).isNotEmpty().allSatisfy(row -> {
            int members = row.path("members").asInt();
            FeeSplit split =
                    FeeSplit.of(new Wei(new BigInteger(row.path("poolWei").asText())), members);
            assertThat(split)
                    .isEqualTo(new FeeSplit(
                            row.path("minerGwei").asLong(),
                            row.path("memberGwei").asLong(),
                            members,
                            new Wei(new BigInteger(row.path("carryWei").asText()))));
        });
    }

    @Test
    void randaoFollowsParentAndSlot() {
        JsonNode vector = vectors.path("prevRandao");

        assertThat(PayloadRules.prevRandao(
                        root("prevRandao", "parentRoot"), vector.path("slot").asLong()))
                .isEqualTo(root("prevRandao", "prevRandao"));
    }

    @Test
    void theDocumentNamesTheConstantsOfTheCode() throws IOException {
        String document = Files.readString(DOCS.resolve("protocol.md"));

        assertThat(document)
                .contains(
                        PayloadRules.FEE_SINK.toHex0x(),
                        PayloadRules.BRIDGE.toString(),
                        root("genesis", "root").toHex0x(),
                        root("spec", "root").toHex0x(),
                        root("auxPowCommitment", "hash").toHex0x());
    }
}
