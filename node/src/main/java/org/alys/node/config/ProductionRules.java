package org.alys.node.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.config.ConfigProblem.Code;
import org.alys.node.http.HttpSettings;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** What the production preset refuses and the others warn of. */
final class ProductionRules {
    /** Secrets from 1 to this are in every tutorial. */
    private static final int WELL_KNOWN_SECRETS = 15;

    private static final int MIN_PASSWORD = 8;
    private static final Set<String> WEAK_PASSWORDS =
            Set.of("password", "changeme", "bitcoin", "rpcpassword", "12345678", "alysalys", "passw0rd", "adminadmin");

    private final ConfigReader reader;
    private final boolean strict;

    ProductionRules(ConfigReader reader, Optional<Preset> preset) {
        this.reader = reader;
        this.strict = preset.equals(Optional.of(Preset.PRODUCTION));
    }

    void check(Optional<ChainSpec> chain, Optional<HttpSettings> http) {
        http.filter(settings -> settings.auth().isEmpty() && !isLoopback(settings.bind()))
                .ifPresent(settings -> open(settings.bind()));
        if (!strict) {
            return;
        }
        chain.ifPresent(this::checkChain);
        checkPassword("http.password");
        checkPassword("bitcoin.password");
        checkJwtSecret();
    }

    private void open(String bind) {
        String rule = "listens on " + bind + " for everybody: set http.user and http.password, or bind to 127.0.0.1";
        if (strict) {
            reader.refuse(Code.CFG006, "http.bind", rule);
        } else {
            reader.warn(Code.CFG104, "http.bind", rule);
        }
    }

    private void checkChain(ChainSpec chain) {
        if (chain.bitcoinNetwork() == BitcoinNetwork.REGTEST) {
            reader.refuse(Code.CFG006, "chain.bitcoinNetwork", "must not be regtest, where anybody makes bitcoin");
        }
        Set<Bytes> bls = IntStream.rangeClosed(1, WELL_KNOWN_SECRETS)
                .mapToObj(secret -> BlsSecretKey.of(number(secret)).publicKey().bytes())
                .collect(Collectors.toSet());
        Set<Bytes> bitcoin = IntStream.rangeClosed(1, WELL_KNOWN_SECRETS)
                .mapToObj(secret ->
                        Secp256k1Secret.of(number(secret)).publicKey().toHex().substring(2))
                .map(Bytes::fromHex)
                .collect(Collectors.toSet());
        for (int i = 0; i < chain.federation().size(); i++) {
            String key = "chain.federation[" + i + "].";
            refuseWellKnown(bls.contains(chain.federation().get(i).blsPublicKey()), key + "blsPublicKey");
            String x = chain.federation().get(i).bitcoinPublicKey().toHex().substring(2);
            refuseWellKnown(bitcoin.contains(Bytes.fromHex(x)), key + "bitcoinPublicKey");
        }
    }

    private void refuseWellKnown(boolean wellKnown, String key) {
        if (wellKnown) {
            reader.refuse(Code.CFG006, key, "is a development key whose secret everybody knows");
        }
    }

    private void checkPassword(String key) {
        if (!reader.has(key)) {
            return;
        }
        reader.text(key)
                .filter(password -> password.length() < MIN_PASSWORD
                        || WEAK_PASSWORDS.contains(password.toLowerCase(Locale.ROOT))
                        || password.chars().distinct().count() < 3)
                .ifPresent(weak -> reader.refuse(
                        Code.CFG006,
                        key,
                        "is too easy to guess: take at least " + MIN_PASSWORD + " random characters"));
    }

    /** Published set-ups repeat one byte, 2a for one. */
    private void checkJwtSecret() {
        if (!reader.has("execution.jwtSecretFile")) {
            return;
        }
        reader.path("execution.jwtSecretFile")
                .flatMap(ProductionRules::readQuietly)
                .ifPresent(secret -> {
                    if (secret.toHex().matches("(..)\\1{31}")) {
                        reader.refuse(
                                Code.CFG006,
                                "execution.jwtSecretFile",
                                "holds one byte 32 times: make a random secret");
                    }
                });
    }

    /** Empty when the file is unusable, which {@link ServiceSections} has reported. */
    private static Optional<Bytes32> readQuietly(java.nio.file.Path file) {
        try {
            return Optional.of(SecretFile.read(file));
        } catch (java.io.IOException _) {
            return Optional.empty();
        }
    }

    private static Bytes32 number(int value) {
        byte[] bytes = new byte[Bytes32.SIZE];
        bytes[Bytes32.SIZE - 1] = (byte) value;
        return Bytes32.of(bytes);
    }

    /** A name that does not resolve is treated as open; binding will fail anyway. */
    private static boolean isLoopback(String bind) {
        try {
            for (InetAddress address : InetAddress.getAllByName(bind)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
