package org.alys.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.spec.AuxPowParameters;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.FederationMember;
import org.alys.chain.spec.PegParameters;
import org.alys.chain.spec.Presets;
import org.alys.chain.spec.SpecProblem;
import org.alys.evm.payload.Fork;
import org.alys.node.config.ConfigProblem.Code;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** The chain spec, from the keys under {@code chain}. */
final class ChainSection {
    private static final long UINT32 = 0xffff_ffffL;

    private final ConfigReader reader;
    private final Optional<Preset> preset;

    ChainSection(ConfigReader reader, Optional<Preset> preset) {
        this.reader = reader;
        this.preset = preset;
    }

    /** Empty when a problem was written down. */
    Optional<ChainSpec> read() {
        int before = reader.problems().size();
        Optional<Integer> slotSeconds = slotSeconds();
        Optional<List<FederationMember>> federation = federation();
        long threshold = number("threshold", 1, 15, "votes that certify a block");
        long chainId = number("chainId", 1, Long.MAX_VALUE, "the EVM chain id");
        long auxPowChainId = number("auxPowChainId", 0, 0xffff, "the merged-mining id, 16 bits");
        long maxBlocks = number("maxBlocksWithoutAuxPow", 1, Integer.MAX_VALUE, "blocks without work from Bitcoin");
        Optional<AuxPowParameters> auxPow = auxPow();
        PegParameters pegIn = peg("pegIn");
        PegParameters pegOut = peg("pegOut");
        Optional<BitcoinNetwork> network = reader.required(
                "chain.bitcoinNetwork",
                "regtest, signet, testnet4 or mainnet",
                key -> reader.choice(key, BitcoinNetwork.class));
        long startHeight = number("bitcoinStartHeight", 0, UINT32, "the first Bitcoin block that may hold deposits");
        Optional<Fork> fork = reader.required(
                "chain.fork", "shanghai, cancun, prague or osaka", key -> reader.choice(key, Fork.class));
        long genesisTime = number("genesisTime", 1, UINT32, "Unix time of the genesis block in seconds");
        if (reader.problems().size() > before
                || slotSeconds.isEmpty()
                || federation.isEmpty()
                || auxPow.isEmpty()
                || network.isEmpty()
                || fork.isEmpty()) {
            return Optional.empty();
        }
        return checked(new ChainSpec(
                slotSeconds.get(),
                federation.get(),
                (int) threshold,
                chainId,
                (int) auxPowChainId,
                (int) maxBlocks,
                auxPow.get(),
                pegIn,
                pegOut,
                network.get(),
                startHeight,
                fork.get(),
                genesisTime));
    }

    private Optional<ChainSpec> checked(ChainSpec spec) {
        for (SpecProblem problem : spec.problems()) {
            reader.refuse(Code.CFG008, "chain." + problem.key(), problem.rule());
        }
        for (SpecProblem warning : spec.warnings()) {
            reader.warn(Code.CFG102, "chain." + warning.key(), warning.rule());
        }
        return spec.problems().isEmpty() ? Optional.of(spec) : Optional.empty();
    }

    private Optional<Integer> slotSeconds() {
        return reader.required(
                "chain.slotDuration",
                "length of a slot, such as 2 s",
                key -> reader.duration(key, Duration.ofMillis(1), Duration.ofHours(1))
                        .flatMap(duration -> {
                            if (duration.toMillis() % 1000 != 0) {
                                reader.refuse(
                                        Code.CFG004, key, "must be whole seconds, is " + duration.toMillis() + " ms");
                                return Optional.empty();
                            }
                            return Optional.of((int) duration.toSeconds());
                        }));
    }

    private Optional<AuxPowParameters> auxPow() {
        long targetBlocks = number("auxPow.targetBlocks", 1, Integer.MAX_VALUE, "wanted blocks per finalised range");
        long adjustment = number("auxPow.maxAdjustmentPercent", 1, 99, "how far the target moves per range");
        return reader.required(
                        "chain.auxPow.powLimit",
                        "the easiest target, compact, in hex",
                        key -> reader.parsed(key, ChainSection::bits))
                .map(limit -> new AuxPowParameters((int) targetBlocks, limit, (int) adjustment));
    }

    private PegParameters peg(String name) {
        long confirmations = number(name + ".confirmations", 1, Integer.MAX_VALUE, "depth on Bitcoin");
        long minimum = number(name + ".minimumSats", 0, Sats.MAX_MONEY.value(), "smallest amount, in satoshis");
        return new PegParameters((int) confirmations, new Sats(minimum));
    }

    /** The value, or the smallest allowed when a problem was written down. */
    private long number(String name, long min, long max, String hint) {
        return reader.required("chain." + name, hint, key -> reader.integer(key, min, max))
                .orElse(min);
    }

    private static CompactTarget bits(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (!digits.matches("[0-9a-fA-F]{8}")) {
            throw new IllegalArgumentException("must be 8 hex digits in quotes, such as \"207fffff\", is " + text);
        }
        return CompactTarget.fromHex(digits);
    }

    private Optional<List<FederationMember>> federation() {
        if (!reader.has(ConfigKeys.FEDERATION)) {
            if (preset.equals(Optional.of(Preset.DEVELOPMENT))) {
                return Optional.of(Presets.development(1).federation());
            }
            reader.refuse(Code.CFG003, ConfigKeys.FEDERATION, "is missing: the list of members");
            return Optional.empty();
        }
        List<? extends Config> entries;
        try {
            entries = reader.config().getConfigList(ConfigKeys.FEDERATION);
        } catch (ConfigException.WrongType e) {
            reader.refuse(Code.CFG004, ConfigKeys.FEDERATION, "must be a list of objects");
            return Optional.empty();
        }
        List<FederationMember> members = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            member(ConfigKeys.FEDERATION + "[" + i + "]", entries.get(i)).ifPresent(members::add);
        }
        return members.size() == entries.size() ? Optional.of(members) : Optional.empty();
    }

    private Optional<FederationMember> member(String key, Config entry) {
        entry.root().keySet().stream()
                .filter(name -> !ConfigKeys.MEMBER.contains(name))
                .sorted()
                .forEach(name -> reader.refuse(
                        Code.CFG002, key + "." + name, "means nothing; a member has " + ConfigKeys.MEMBER));
        Optional<Bytes> bls = bytes(key, entry, "blsPublicKey", BlsPublicKey.SIZE);
        Optional<Bytes> bitcoin = bytes(key, entry, "bitcoinPublicKey", FederationMember.BITCOIN_KEY_SIZE);
        Optional<EvmAddress> fees = field(key, entry, "feeAddress")
                .flatMap(text -> parse(key + ".feeAddress", () -> EvmAddress.fromHex(text)));
        Optional<Bytes> proof = bytes(key, entry, "proofOfPossession", BlsSignature.SIZE);
        Optional<String> peerId = entry.hasPath("peerId") ? field(key, entry, "peerId") : Optional.empty();
        if (bls.isEmpty() || bitcoin.isEmpty() || fees.isEmpty() || proof.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new FederationMember(bls.get(), bitcoin.get(), fees.get(), new BlsSignature(proof.get()), peerId));
    }

    private Optional<Bytes> bytes(String key, Config entry, String name, int size) {
        return field(key, entry, name)
                .flatMap(text -> parse(key + "." + name, () -> {
                    if (!text.matches("(0x)?[0-9a-fA-F]{" + 2 * size + "}")) {
                        throw new IllegalArgumentException("must be " + 2 * size + " hex digits");
                    }
                    return Bytes.fromHex(text);
                }));
    }

    private Optional<String> field(String key, Config entry, String name) {
        if (!entry.hasPath(name)) {
            reader.refuse(Code.CFG003, key + "." + name, "is missing");
            return Optional.empty();
        }
        if (entry.getValue(name).valueType() != ConfigValueType.STRING) {
            reader.refuse(Code.CFG004, key + "." + name, "must be text in quotes");
            return Optional.empty();
        }
        return Optional.of(entry.getString(name));
    }

    private <T> Optional<T> parse(String key, java.util.function.Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (IllegalArgumentException e) {
            reader.refuse(Code.CFG004, key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
